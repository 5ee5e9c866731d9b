"""What nbval compares: the text of every output, never its HTML, pictures or progress bars."""

NOT_COMPARED = (
    "text/html",  # changes with the version of pandas; the same table stands in text/plain
    "stderr",  # progress bars
    "application/vnd.jupyter.widget-view+json",
)


def pytest_collectstart(collector):
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += NOT_COMPARED
