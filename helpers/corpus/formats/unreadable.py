"""Recognise what is not read (yet), to say so by name instead of reading it as an article."""

import re

from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.source import TEXT_SUFFIXES, Source

CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
SIGNATURES = (
    (b"%PDF", "PDF document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\xd0\xcf\x11\xe0", "old Word or Excel document, .doc or .xls"),
    (b"SQLite format 3", "SQLite database"),
    (b"ARROW1", "Arrow or Feather table"),
    (b"\x7fELF", "program"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard"),
)
ZIP_CONTENTS = (
    ("word/document.xml", "Word document, .docx"),
    ("ppt/presentation.xml", "PowerPoint slides, .pptx"),
    ("content.xml", "OpenDocument file, .odt or .ods"),
    ("META-INF/container.xml", "e-book, .epub"),
)
# Tried on the first 4,096 characters only, and possessive, so that none can run long.
MARKUPS = tuple(
    (re.compile(expression, re.IGNORECASE), what)
    for expression, what in (
        (r"\{\\rtf", "a rich text (RTF) document"),
        (r"WARC/|filedesc://", "a web archive"),
        (r"<!doctype\s+lewis|<reuters\b", "Reuters-21578 SGML"),
        (r"<!doctype\s+html|<html\b|<head\b|<body\b", "an HTML page"),
        (r"(<\?xml\b(?s:.){0,600}?)?<(rss|rdf:RDF|feed)\b", "an RSS or Atom feed"),
        (r"(<\?xml\b(?s:.){0,600}?)<html\b", "an HTML page"),
        (r"<\?xml\b|<!doctype\b", "an XML file"),
        (r"((?s:.){0,300}\n)?TY  ?- ", "an RIS file of references"),
        (r"(%[^\n]*+\s*+)*+@\w{2,20}\s*\{", "a BibTeX file of references"),
        (
            r"(From \S+@\S+ [^\n]*+\n)?"
            r"((?!MIME-Version|Message-ID|Return-Path|Received)[a-z-]{2,40}+:[^\n]*+\n"
            r"([ \t][^\n]*+\n)*+)*+(MIME-Version|Message-ID|Return-Path|Received):",
            "an e-mail",
        ),
        (r"FN (Clarivate|Thomson|ISI)\b", "a Web of Science export"),
        (r"(?s:.){0,3000}?\n[ \t]*+\d+ of \d+ (?-i:DOCUMENTS)\s", "a classic LexisNexis export"),
    )
)
CODE_SUFFIXES = {".py", ".r", ".js", ".css", ".sh", ".ipynb", ".yml", ".yaml", ".toml", ".log"}
MARKUP_SUFFIXES = {".xml", ".html", ".htm", ".xhtml", ".rss", ".rdf", ".atom", ".sgm", ".sgml"}
ADVICE = (
    "Parallax reads CSV, TSV, JSON, JSON lines, Parquet, xlsx, plain text, and folders and zip "
    "archives of these: export or save it as one of them."
)


def describe(source: Source) -> str | None:
    """Name what a file is if it is not read, for example ``"an HTML page"``; else None."""
    head = source.head
    binary = next((what for signature, what in SIGNATURES if head.startswith(signature)), None)
    binary = binary or document_kind(source)
    if binary:
        return f"a binary file ({binary})"
    if re.match(rb"\x80[\x02-\x05][c(}\]\x8c\x95K]", head):
        return "a Python pickle, which is never opened because it can run code"
    if _is_binary(head, source.suffix):
        return "a binary file of an unknown kind"
    if source.suffix in CODE_SUFFIXES:
        return f"a program or settings file ({source.suffix})"
    what = _describe_markup(head)
    if what is None and source.suffix in MARKUP_SUFFIXES and b"<" in head:
        return f"a file of markup ({source.suffix})"
    return what


def refuse(source: Source) -> None:
    """Raise CorpusError if a source is empty or of a format that is not read."""
    if not source.head:
        raise CorpusError("the file is empty", file=source.name, advice="Export it again.")
    what = describe(source)
    if what:
        raise CorpusError(f"this is {what}, not read yet", file=source.name, advice=ADVICE)


def document_kind(source: Source) -> str | None:
    """Name the kind of an office document, which is a zip archive too, or return None."""
    names = source.zip_names if source.is_zip else ()
    return next((what for member, what in ZIP_CONTENTS if member in names), None)


def _is_binary(head: bytes, suffix: str) -> bool:
    """Count control bytes; UTF-16 text has zero bytes too, but only at every second place."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    control = sum(head.count(byte) for byte in CONTROL_BYTES)
    allowed = 0.3 if suffix in TEXT_SUFFIXES else 0.05
    if control <= allowed * len(head):
        return False
    zeros = sorted((head[0::2].count(0), head[1::2].count(0)))
    return not (zeros[1] > 0.2 * len(head) and zeros[0] < 0.02 * len(head))


def _describe_markup(head: bytes) -> str | None:
    text = head[:4096].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    return next((what for expression, what in MARKUPS if expression.match(text)), None)
