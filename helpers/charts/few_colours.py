"""PNGs with a palette: a chart has few colours; all others are shades at the edges of letters."""

import io

from PIL import Image

COLOURS = 256  # of a chart
EXACT_COLOURS = 24  # the most frequent ones stay exactly what they are


def png_of_few_colours(picture: Image.Image, dpi: float | None = None) -> bytes:
    """Return a picture as a PNG with a palette of its own colours.

    Parameters
    ----------
    picture : PIL.Image.Image
        Without transparent places, which would become white.
    dpi : float, optional
        Dots per inch, for whoever prints it.
    """
    few = picture if picture.mode == "P" else _choose_colours(picture.convert("RGB"))
    stream = io.BytesIO()
    few.save(stream, "PNG", optimize=True, **({"dpi": (dpi, dpi)} if dpi else {}))
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
