"""What nbval compares: the text of every output, never its HTML, pictures or progress bars."""

import os

NOT_COMPARED = (
    "text/html",  # changes with the version of pandas; the same table stands in text/plain
    "stderr",  # progress bars
    "application/vnd.jupyter.widget-view+json",
)

# A slow machine shows a bar where a fast one shows none; kernels take this over.
os.environ["PARALLAX_NO_BAR"] = "1"


def pytest_collectstart(collector):
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += NOT_COMPARED
