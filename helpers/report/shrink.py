"""Make the files of a report smaller without taking anything from what they show.

A report is sent by mail. Its SVG has more decimals than a screen or a printer has dots, and its
tables more digits than a computation has that must come out alike on every machine.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from helpers.charts.few_colours import read_few_colours

DIGITS = 7  # significant, of a number in a table
PNG = "image/png"
WEBP = "image/webp"
_STYLE = re.compile(r' style="([^"<>{}&]*)"')
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'((?:href="|url\()#)([^")]+)')
_LONE = re.compile(r"<g>\n(<(?:path|use)[^<>]*/>|<text[^<>]*>[^<>]*</text>)\n</g>")
_EMPTY_GROUP = re.compile(r"<g>\s*</g>\n?")
_DECIMALS = re.compile(r"(\.\d\d)\d+")
_ELEMENT = re.compile(r"<\w[^<>]*>")
_PATH = re.compile(r' d="([^"]*)"')
_COMMAND = re.compile(r"\s*([MLCQZz])\s*")
_STEP = re.compile(r"([MLCQZz])([^MLCQZz]*)")
_NOT_TURNED = re.compile(r' transform="rotate\(-?0 [^"()]*\)"')
_LAST_ZEROS = re.compile(r"(\.\d*?)0+(?![\d.])")
_INDENT = re.compile(r"\n\s+")
# A string, which stays as it is; or a bracket, semicolon, comma or the colon of a property.
_CSS_SPACE = re.compile(r"""("[^"\n]*")|\s*([{};,]|(?<=[\w-]):(?= ))\s*""")
_LONG_NUMBER = re.compile(r"(?<=[,\n])-?\d+\.\d{5,}(?:e[-+]?\d+)?(?=[,\n])")


def shrink_svg(text: str) -> str:
    """Return an SVG of matplotlib as it looks, with less that says so.

    Coordinates are written to a hundredth of a point, each style once, and neither indentation nor
    names that nothing refers to are kept. Words and descriptions stay as they are.
    """
    text = _INDENT.sub("\n", _ELEMENT.sub(_shrink_element, text))
    elements = _ELEMENT.findall(text)
    referred = dict.fromkeys(name for one in elements for _, name in _REFERENCE.findall(one))
    ids = {name: f"i{number}" for number, name in enumerate(referred)}
    text = _ELEMENT.sub(lambda found: _shorten_ids(found[0], ids), text)
    elements = _ELEMENT.findall(text)
    styles = Counter(style for one in elements for style in _STYLE.findall(one))
    names = {
        style: f"s{number}"
        for number, (style, times) in enumerate(styles.most_common())
        if times > 1
    }
    head, end, rest = text.partition("</style>")
    if not end:
        return text
    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    rest = _ELEMENT.sub(lambda found: _name_style(found[0], names), rest)
    rest = _LONE.sub(r"\1", _EMPTY_GROUP.sub("", rest))
    return f"{head}{rules}{end}{rest}"


def _shorten_ids(element: str, ids: Mapping[str, str]) -> str:
    """Return a start tag with short ids, and without one that nothing refers to."""
    element = _ID.sub(lambda found: f' id="{ids[found[1]]}"' if found[1] in ids else "", element)
    return _REFERENCE.sub(lambda found: found[1] + ids.get(found[2], found[2]), element)


def _name_style(element: str, names: Mapping[str, str]) -> str:
    """Return a start tag with the name of its style."""
    return _STYLE.sub(
        lambda found: f' class="{names[found[1]]}"' if found[1] in names else found[0], element
    )


def shrink_css(text: str) -> str:
    """Return a style sheet without the spaces that only make it easy to read."""
    return _CSS_SPACE.sub(lambda found: found[1] or found[2], text).replace(";}", "}")


def shrink_csv(text: str) -> str:
    """Return a CSV whose numbers have no more than seven significant digits, but two decimals.

    Only cells that hold a number and nothing else are touched.
    """
    return _LONG_NUMBER.sub(_shrink_number, text)


@lru_cache(maxsize=16)  # a chart of the front page stands on its own page, too
def shrink_for_page(content: bytes) -> tuple[str, bytes]:
    """Return kind and content of a PNG as it stands in a page: as WebP if that is smaller.

    It has the colours that a PNG of `figures/` has. All browsers of the last five years read it.
    What is not a PNG stays as it is.
    """
    picture = read_few_colours(content)
    if picture is None:
        return PNG, content
    stream = io.BytesIO()
    # Little is gained by trying harder, and nothing is lost.
    picture.convert("RGB").save(stream, "WEBP", lossless=True, method=2, quality=50)
    smaller = stream.getvalue()
    return (WEBP, smaller) if len(smaller) < len(content) else (PNG, content)


def _shrink_number(found: re.Match) -> str:
    whole = len(found[0].partition(".")[0].lstrip("-0"))
    return f"{float(found[0]):.{max(DIGITS, whole + 2)}g}"


def _shrink_element(found: re.Match) -> str:
    element = _LAST_ZEROS.sub(_drop_zeros, _DECIMALS.sub(r"\1", found[0]))
    return _PATH.sub(_shrink_path, _NOT_TURNED.sub("", element))


def _drop_zeros(found: re.Match) -> str:
    return found[1].removesuffix(".")


def _shrink_path(found: re.Match) -> str:
    """Write lines along one axis as such, and none that lead nowhere."""
    steps, place = [], None
    for command, numbers in _STEP.findall(_COMMAND.sub(r"\1", found[1].strip())):
        if command == "L" and place is not None and numbers.count(" ") == 1:
            goal = numbers.split(" ")
            along = [
                letter + one
                for letter, one, old in zip("HV", goal, place, strict=True)
                if one != old
            ]
            stays = not along and steps[-1][0] == "M"  # with round ends this is a dot
            steps += along if len(along) < 2 and not stays else [f"L{numbers}"]
            place = goal
        else:
            steps.append(command + numbers)
            place = numbers.split(" ")[-2:] if command in "MLCQ" else None
    return f' d="{"".join(steps)}"'
