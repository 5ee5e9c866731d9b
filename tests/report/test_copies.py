import copy

import nbformat

from helpers.report.copies import clear_copy
from tests.report.making import code, markdown, picture, result, shown

STEM = "02_tone_01_dots"


def run():
    return result(
        markdown("# Tone"),
        code("draw()", shown({"image/png": {"stem": STEM}}, png=picture(), plain="Figure: dots")),
        code("words()", shown(html="<p>He said so.</p>", plain="He said so.")),
    )


def test_a_copy_holds_cells_and_no_outputs():
    notebook = nbformat.reads(clear_copy(run()), as_version=4)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == ["# Tone", "draw()", "words()"]
    assert all(not cell.get("outputs") for cell in notebook.cells)
    assert "He said so" not in clear_copy(run())


def test_the_run_itself_is_not_changed():
    one = run()
    before = copy.deepcopy(one.notebook)
    clear_copy(one)
    assert one.notebook == before
