"""PNGs with a palette: a chart has few colours; all others are shades at the edges of letters."""

import io

from PIL import Image

COLOURS = 256  # of a chart
EXACT_COLOURS = 24  # the most frequent ones stay exactly what they are


def shrink_png(content: bytes) -> bytes:
    """Return a PNG with a palette of its own colours if it is smaller so; else as it is."""
    picture = read_few_colours(content)
    if picture is None:
        return content
    stream = io.BytesIO()
    dots = picture.info.get("dpi")
    picture.save(stream, "PNG", optimize=True, **({"dpi": dots} if dots else {}))
    return min(content, stream.getvalue(), key=len)


def read_few_colours(content: bytes) -> Image.Image | None:
    """Return a PNG as a picture with a palette, which it may have already.

    None if it is no PNG, or has transparent places, which would become white.
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
    few = _choose_colours(picture.convert("RGB"))
    few.info.update(picture.info)
    return few


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
