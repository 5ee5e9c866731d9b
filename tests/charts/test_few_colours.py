"""Pictures with a palette: what fills a place or is a line keeps its colour, edges get few."""

import io

import numpy as np
from PIL import Image, ImageDraw

from helpers.charts.few_colours import LINE, SHADES, png_of_few_colours, read_few_colours


def shrunk(picture):
    with Image.open(io.BytesIO(png_of_few_colours(picture))) as read:
        return read.mode, np.asarray(read.convert("RGB"))


def test_places_lines_and_letters():
    picture = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 20, 12), fill="#0072b3")  # small, but it fills a place
    draw.line((0, 100, 2 * LINE + 1, 100), fill="#e1e1e2")  # a dot wide
    draw.line((200, 100, 200, 100 + 2 * LINE + 1), fill="#d3d4d5")
    draw.line((0, 150, LINE // 2, 150), fill="#e7e8e9")  # too short for a line
    mode, after = shrunk(picture)
    assert mode == "P"
    assert tuple(after[11, 15]) == (0x00, 0x72, 0xB3)
    assert tuple(after[100, 30]) == (0xE1, 0xE1, 0xE2)
    assert tuple(after[130, 200]) == (0xD3, 0xD4, 0xD5)
    assert tuple(after[150, 5]) == (255, 255, 255)
    assert tuple(after[299, 399]) == (255, 255, 255)


def test_edges_get_few_shades_near_their_own():
    rng = np.random.default_rng(7)
    dots = np.full((300, 400, 3), 255, np.uint8)
    grey = rng.integers(0, 256, (150, 200), np.uint8)
    dots[::2, ::2] = grey[..., None]  # no two alike side by side
    _, after = shrunk(Image.fromarray(dots))
    assert np.abs(after.astype(int) - dots).max() <= SHADES // 2 + 1
    assert len(np.unique(after.reshape(-1, 3), axis=0)) <= 256 // SHADES + 2


def test_the_shades_of_a_scale_stay_apart():
    scale = np.repeat(np.arange(60, 200, dtype=np.uint8), 3)
    dots = np.broadcast_to(scale[:, None, None], (len(scale), 30, 3)).copy()
    assert (shrunk(Image.fromarray(dots))[1] == dots).all()


def test_a_photograph_keeps_as_many_colours_as_a_palette_has():
    rng = np.random.default_rng(7)
    noise = Image.fromarray(rng.integers(0, 256, (300, 400, 3), np.uint8))
    mode, after = shrunk(noise)
    assert mode == "P"
    assert 200 < len(np.unique(after.reshape(-1, 3), axis=0)) <= 256


def test_a_picture_of_one_dot_is_one():
    assert shrunk(Image.new("RGB", (1, 1), "white"))[1].tolist() == [[[255, 255, 255]]]


def test_a_picture_that_has_a_palette_keeps_it():
    picture = Image.new("P", (9, 9), 1)
    picture.putpalette([1, 2, 3, 4, 5, 6])
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    assert read_few_colours(stream.getvalue()).convert("RGB").getpixel((3, 3)) == (4, 5, 6)
