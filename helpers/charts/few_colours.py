"""PNGs with a palette: a chart has few colours; all others are shades at the edges of letters."""

import io

import numpy as np
from PIL import Image

COLOURS = 256  # of a palette
MOST_COLOURS = 50_000  # of a chart; a photograph has more
LEAST_SQUARES = 4  # two by two dots of one colour: so many, and it fills a place
LINE = 32  # dots of one colour in a row: a line, and no edge of a letter
SHADES = 51  # steps of red, green and blue at edges: six each


def png_of_few_colours(picture: Image.Image, dpi: float | None = None) -> bytes:
    """Return a picture as a PNG with a palette of its own colours.

    Parameters
    ----------
    picture : PIL.Image.Image
        Without transparent places, which would become white.
    dpi : float, optional
        Dots per inch, for whoever prints it.
    """
    stream = io.BytesIO()
    _choose_colours(picture.convert("RGB")).save(
        stream, "PNG", optimize=True, **({"dpi": (dpi, dpi)} if dpi else {})
    )
    return stream.getvalue()


def read_few_colours(content: bytes) -> Image.Image | None:
    """Return a PNG as a picture with a palette, which it may have already.

    None if it is no PNG, or has transparent places.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    if picture.format != "PNG" or "transparency" in picture.info:
        return None
    if picture.mode == "P":
        return picture
    see_through = picture.mode == "RGBA" and picture.getextrema()[3][0] < 255
    if picture.mode not in ("RGB", "RGBA") or see_through:
        return None
    return _choose_colours(picture.convert("RGB"))


def _choose_colours(picture: Image.Image) -> Image.Image:
    """Return a picture with a palette in which colours of places and of lines are what they were.

    The other colours are shades at edges, a dot wide; few of them are enough for a smooth edge.
    """
    counted = picture.getcolors(picture.width * picture.height)
    colours = np.array([colour for _, colour in counted])
    if len(colours) > MOST_COLOURS:
        return _quantize(picture)
    numbers = np.zeros(1 << 24, dtype=np.uint16)
    numbers[colours @ [1, 1 << 8, 1 << 16]] = np.arange(len(colours))
    packed = np.frombuffer(picture.convert("RGBX").tobytes(), dtype="<u4") & 0xFFFFFF
    dots = numbers[packed].reshape(picture.height, picture.width)
    fills = _count_squares(dots, len(colours)) >= LEAST_SQUARES
    for ways in (dots, dots.T):
        fills[_find_lines(ways)] = True
    shades = (colours + SHADES // 2) // SHADES * SHADES
    wanted = np.where(fills[:, None], colours, shades).astype(np.uint8)
    palette, places = np.unique(wanted, axis=0, return_inverse=True)
    if len(palette) > COLOURS:
        return _quantize(picture)
    few = Image.fromarray(places.astype(np.uint8)[dots], "L")
    few.putpalette(palette.tobytes())
    return few


def _count_squares(dots: np.ndarray, n_colours: int) -> np.ndarray:
    """Count for each colour the squares of two by two dots that have it."""
    across = dots[:, :-1] == dots[:, 1:]
    square = across[:-1] & across[1:] & (dots[:-1, :-1] == dots[1:, :-1])
    return np.bincount(dots[:-1, :-1][square], minlength=n_colours)


def _find_lines(dots: np.ndarray) -> np.ndarray:
    """Return the colours that have a row of dots from one multiple of `LINE` to the next."""
    parts = dots[:, : dots.shape[1] // LINE * LINE].reshape(len(dots), -1, LINE)
    first = parts[..., :1]
    return np.unique(first[(parts == first).all(axis=-1, keepdims=True)])


def _quantize(picture: Image.Image) -> Image.Image:
    """Return a picture of very many colours with those that stand for them best."""
    return picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
