"""Make the files of a report smaller without taking anything from what they show.

A report is sent by mail. Its charts have few colours, its SVG more decimals than a screen or a
printer has dots, and its tables more digits than a computation has that must come out alike on
every machine.
"""

import base64
import binascii
import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from helpers.report.run import RunResult

COLOURS = 256  # of a chart; what is more are shades at the edges of letters
EXACT_COLOURS = 24  # the most frequent ones stay exactly what they are
COMPRESSION = 6  # of 9; the rest takes five times as long for a tenth of the size
DIGITS = 10  # significant, of a number in a table
PNG = "image/png"
_DECIMALS = re.compile(r"(\.\d\d)\d+")
_ELEMENT = re.compile(r"<\w[^<>]*>")
_PATH = re.compile(r' d="([^"]*)"')
_COMMAND = re.compile(r"\s*([MLCQZz])\s*")
_INDENT = re.compile(r"\n\s+")
_LONG_NUMBER = re.compile(r"(?<=[,\n])-?\d+\.\d{8,}(?:e[-+]?\d+)?(?=[,\n])")


def shrink_png(content: bytes) -> bytes:
    """Return a PNG with a palette of its own colours if it is smaller so; else as it is."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.format != "PNG" or picture.mode not in ("RGB", "RGBA"):
                return content
            if picture.mode == "RGBA" and picture.getextrema()[3][0] < 255:
                return content  # what is transparent would become white
            dots, flat = picture.info.get("dpi"), picture.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return content
    stream = io.BytesIO()
    few = _with_few_colours(flat)
    few.save(stream, "PNG", compress_level=COMPRESSION, **({"dpi": dots} if dots else {}))
    return min(content, stream.getvalue(), key=len)


def shrink_svg(text: str) -> str:
    """Return an SVG of matplotlib with coordinates to a hundredth of a point, and no indentation.

    Words, descriptions and names of colours stay as they are.
    """
    return _INDENT.sub("\n", _ELEMENT.sub(_shrink_element, text))


def shrink_csv(text: str) -> str:
    """Return a CSV whose numbers have no more than ten significant digits.

    Only cells that hold a number and nothing else are touched.
    """
    return _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.{DIGITS}g}", text)


def shrink_outputs(runs: Sequence[RunResult]) -> None:
    """Make the pictures in executed notebooks smaller, in place: they are the report's own."""
    bundles = [
        output["data"]
        for run in runs
        for cell in run.notebook.cells
        for output in cell.get("outputs", [])
        if PNG in output.get("data", {})
    ]
    with ThreadPoolExecutor() as pool:  # Pillow and zlib let other threads work meanwhile
        pictures = pool.map(_shrink_base64, [one[PNG] for one in bundles])
        for data, smaller in zip(bundles, pictures, strict=True):
            data[PNG] = smaller


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """Return a picture with a palette in which its most frequent colours are what they were."""
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    counted = picture.getcolors(picture.width * picture.height)
    frequent = [colour for _, colour in sorted(counted, reverse=True)[:EXACT_COLOURS]]
    # The palette is only near them: a white ground would stand out against a white page.
    strip = Image.new("RGB", (len(frequent), 1))
    strip.putdata(frequent)
    places = strip.quantize(palette=few, dither=Image.Dither.NONE).tobytes()
    palette = few.getpalette()
    for place, colour in reversed(list(zip(places, frequent, strict=True))):
        palette[3 * place : 3 * place + 3] = colour
    few.putpalette(palette)
    return few


def _shrink_base64(data: str) -> str:
    try:
        content = base64.b64decode(data)
    except (binascii.Error, ValueError):
        return data
    smaller = shrink_png(content)
    return base64.b64encode(smaller).decode("ascii") if len(smaller) < len(content) else data


def _shrink_element(found: re.Match) -> str:
    return _PATH.sub(_shrink_path, _DECIMALS.sub(r"\1", found[0]))


def _shrink_path(found: re.Match) -> str:
    commands = _COMMAND.sub(r"\1", found[1].strip())
    return f' d="{commands}"'
