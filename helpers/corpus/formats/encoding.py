"""Tell the character encoding of a file: UTF-8 if it is, else by byte order mark, else a guess.

UTF-8 is self-checking (text of another encoding is practically never valid UTF-8), so it is tried
first, strictly and over the whole file. A guess (charset-normalizer, among the encodings that
news archives use) is always told to the user.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import pandas as pd
from charset_normalizer import from_bytes

from helpers.corpus.errors import CorpusError
from helpers.corpus.language import detect_languages

Opener = Callable[[], BinaryIO]
CHUNK_BYTES = 1024 * 1024
SAMPLE_BYTES = 64 * 1024
BYTE_ORDER_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY_ENCODINGS = [
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "koi8_u",
    "iso8859_2", "iso8859_5", "iso8859_15", "cp866", "mac_roman", "mac_cyrillic",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
# Code pages that share most letters with Windows-1252, and the languages that they are for.
LANGUAGES_OF_NEIGHBOURS = {
    "cp1250": {"pl", "cs", "sk", "hu", "ro", "sl", "hr", "bs", "sr", "sq"},
    "iso8859_2": {"pl", "cs", "sk", "hu", "ro", "sl", "hr", "bs", "sr", "sq"},
    "cp1254": {"tr", "az"},
    "iso8859_15": set(),
    "mac_roman": set(),
}
FEW_HIGH_BYTES = 20  # below this there is too little evidence to tell encodings apart
BROKEN = re.compile("[\udc80-\udcff]")  # how Python's surrogateescape marks undecodable bytes


@dataclass(frozen=True)
class Encoding:
    """How to decode a file.

    Parameters
    ----------
    codec : str
        Name of the Python codec.
    remark : str, optional
        What the user should know: that the encoding was guessed, or that bytes are broken.
    first_broken : int, optional
        Offset of the first byte that is not valid. Such bytes are decoded to lone
        surrogates, which `broken_byte` finds again.
    """

    codec: str
    remark: str | None = None
    first_broken: int | None = None

    def decode_start(self, content: bytes) -> str:
        """Decode the beginning of a file, without the character that its end may cut in two."""
        return codecs.getincrementaldecoder(self.codec)(self.errors).decode(content)

    @property
    def errors(self) -> str:
        """The error handler that keeps broken bytes recognisable."""
        return "strict" if self.first_broken is None else "surrogateescape"

    def broken_byte(self, text: str) -> str | None:
        """Describe the first broken byte in a decoded text, or return None if all is well."""
        if self.first_broken is None:
            return None
        found = BROKEN.search(text)
        if found is None:
            return None
        byte = ord(found.group()) - 0xDC00
        return (
            f"holds the byte 0x{byte:02X}, which is not valid UTF-8 (the first such byte of the "
            f"file is at offset {self.first_broken:,})"
        )


def find_encoding(opener: Opener, head: bytes, name: str) -> Encoding:
    """Tell how to decode a file.

    Parameters
    ----------
    opener : callable
        Opens the file from its beginning.
    head : bytes
        Its first bytes.
    name : str
        Named in errors.

    Returns
    -------
    Encoding
        A codec that decodes the whole file, or UTF-8 with ``first_broken`` set.

    Raises
    ------
    CorpusError
        If the file says by its byte order mark what it is, and is not.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return _marked(opener, codec, name)
    codec = _unmarked_utf16(head)
    if codec and _first_failure(opener, codec) is None:
        return Encoding(codec)
    failure = _first_failure(opener, "utf-8")
    if failure is None:
        return Encoding("utf-8")
    codec = _guess_legacy(_sample(opener, failure))
    if codec and _first_failure(opener, codec) is None:
        return Encoding(codec, remark=f"not UTF-8; read as {codec}, which is a guess")
    return Encoding(
        "utf-8", first_broken=failure,
        remark=f"UTF-8 with broken bytes, the first at offset {failure:,}",
    )  # fmt: skip


def _marked(opener: Opener, codec: str, name: str) -> Encoding:
    failure = _first_failure(opener, codec)
    if failure is None:
        return Encoding(codec)
    if codec == "utf-8-sig":
        return Encoding(
            codec, first_broken=failure,
            remark=f"UTF-8 with broken bytes, the first at offset {failure:,}",
        )  # fmt: skip
    raise CorpusError(
        f"says that it is {codec.upper()} but is broken near byte {failure:,}",
        file=name, advice="Save it again as UTF-8.",
    )  # fmt: skip


def _first_failure(opener: Opener, codec: str) -> int | None:
    """Return the offset of the first byte that a codec cannot decode, or None."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    offset = 0
    with opener() as stream:
        while True:
            chunk = stream.read(CHUNK_BYTES)
            held_back = len(decoder.getstate()[0])  # an unfinished character of the last chunk
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return max(0, offset - held_back + error.start)
            if not chunk:
                return None
            offset += len(chunk)


def _unmarked_utf16(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the zero bytes that Latin letters have in it."""
    even, odd = head[0::2], head[1::2]
    if odd and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _sample(opener: Opener, failure: int) -> bytes:
    with opener() as stream:
        start = max(0, failure - SAMPLE_BYTES // 2)
        while start > 0:  # streams of archives cannot always seek
            skipped = len(stream.read(min(start, CHUNK_BYTES)))
            if not skipped:
                break
            start -= skipped
        return stream.read(SAMPLE_BYTES)


def _guess_legacy(sample: bytes) -> str | None:
    escaped = sample.decode("utf-8", "surrogateescape")
    broken = len(BROKEN.findall(escaped))
    valid = sum(character > "\x7f" for character in escaped) - broken
    if valid > 3 * broken:
        return None  # UTF-8 in the main: a guess would spoil what is right
    if broken < FEW_HIGH_BYTES or broken < len(sample) / 200:
        # A few accents or curly quotation marks in plain Latin text: Windows' own encoding.
        return "cp1252" if _decodes(sample, "cp1252") else None
    best = from_bytes(sample, cp_isolation=LEGACY_ENCODINGS).best()
    if best is None:
        return None
    return _prefer_western(sample, best.encoding)


def _prefer_western(sample: bytes, guess: str) -> str:
    """Take Windows-1252 for its rarer neighbours, unless the words are of their languages.

    Western and Central European code pages differ in a few letters only, so that statistics of
    letters confuse them; the language tells them apart.
    """
    languages = LANGUAGES_OF_NEIGHBOURS.get(guess)
    if languages is None or not _decodes(sample, "cp1252"):
        return guess
    words = pd.Series([sample.decode(guess, "replace")])
    return guess if detect_languages(words).iloc[0] in languages else "cp1252"


def _decodes(sample: bytes, codec: str) -> bool:
    try:
        sample.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
