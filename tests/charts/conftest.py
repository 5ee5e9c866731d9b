"""Baseline images: how they are compared and how they are made anew.

``python -m pytest tests/charts --update-baselines`` draws the pictures in ``tests/images`` again.
Look at each of them before keeping it.
"""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from helpers.charts.saving import draw_dots

IMAGES = Path(__file__).resolve().parents[1] / "images"
DOTS_PER_INCH = 60
# Root mean square of the difference, of 255. Another build of FreeType moves a few pixels at the
# edges of letters (about 1); a marker that moves by its own size gives 3 and more.
TOLERANCE = 2.0


def pytest_addoption(parser):
    parser.addoption("--update-baselines", action="store_true", help="draw tests/images again")


@pytest.fixture
def assert_looks_like(request, tmp_path):
    update = request.config.getoption("--update-baselines", default=False)

    def check(figure, name):
        baseline = IMAGES / f"{name}.png"
        drawn = draw_dots(figure, dpi=DOTS_PER_INCH)  # before its colours become few
        if update:
            baseline.parent.mkdir(exist_ok=True)
            drawn.save(baseline, optimize=True)
            return
        assert baseline.exists(), f"{baseline.name} is missing: run with --update-baselines"
        seen = tmp_path / f"{name}.png"
        drawn.save(seen)
        difference = compare(seen, baseline)
        assert difference <= TOLERANCE, (
            f"{name} differs from its baseline by {difference:.2f} of 255 (allowed {TOLERANCE}); "
            f"the picture that was drawn is {seen}"
        )

    return check


def compare(first, second):
    """Return the root mean square difference of two pictures, 255 if they differ in size."""
    pixels = [np.asarray(Image.open(path).convert("RGB"), dtype="float64")
              for path in (first, second)]  # fmt: skip
    if pixels[0].shape != pixels[1].shape:
        return 255.0
    return float(np.sqrt(np.mean((pixels[0] - pixels[1]) ** 2)))
