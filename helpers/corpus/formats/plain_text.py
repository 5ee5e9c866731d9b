"""One article in one text file: a headline if there is one, a blank line, the text."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from helpers.corpus.errors import CorpusError
from helpers.corpus.formats.source import Record, Reject, Remark, Source

LONGEST_TITLE = 200  # characters
LONGEST_FILE = 20_000_000  # characters; a longer file is no article
# A headline, then at least one blank line, then something more.
LINE_END = r"(?>\r\n|\r|\n)"
TITLE = re.compile(rf"\s*(\S[^\r\n]{{0,{LONGEST_TITLE}}}){LINE_END}[^\S\r\n]*{LINE_END}\s*(?=\S)")
SENTENCE_END = re.compile(r"[^.\W]{2,}[.,;:]$")  # "U.S." may end a headline, "talks." does not


def sniff(path) -> bool:
    """Take every file: asked last, when it is known to be text and no other format claims it."""
    return True


def read(path) -> Iterator[Record | Reject | Remark]:
    """Read a text file as one article.

    Parameters
    ----------
    path : path or Source
        The file.

    Yields
    ------
    Record, Reject or Remark
        Fields ``title`` (missing where the first line is no headline), ``text`` without the title,
        and ``folder`` where the file lies in one.
    """
    source = Source.of(path)
    with source.open_text() as stream:
        content = stream.read(LONGEST_FILE + 1)
    if len(content) > LONGEST_FILE:
        raise CorpusError(
            f"the file is longer than {LONGEST_FILE:,} characters, too long for one article",
            file=source.name, advice="Split it into one file an article, or make it a table.",
        )  # fmt: skip
    problem = source.encoding.broken_byte(content)
    if problem:
        yield Reject(1, f"the file {problem}", content[:1000])
        return
    if source.encoding.remark:
        yield Remark(source.encoding.remark)
    title, text = split_title(content)
    folder = PurePosixPath(source.name).parent.name
    yield Record(1, {"title": title, "text": text} | ({"folder": folder} if folder else {}))


def split_title(content: str) -> tuple[str | None, str]:
    """Split a text into its headline and the rest.

    Parameters
    ----------
    content : str
        The whole text.

    Returns
    -------
    (str or None, str)
        The first line if it is short, no sentence, and followed by a blank line; and the text
        after it. Else None and the text as it is.
    """
    found = TITLE.match(content)
    if found is None or SENTENCE_END.search(found[1].rstrip()):
        return None, content
    return found[1].strip(), content[found.end() :]
