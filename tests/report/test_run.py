import sys
import tempfile

import nbformat
import pytest

from helpers.report import ReportError, notebooks, run_notebooks, watching
from helpers.report.notebooks import find_notebooks
from tests.report.making import code, markdown, parameters, printed, save

INLINE = "module://matplotlib_inline.backend_inline"
LOOK = """
import os, sys
print(corpus)
print(seed)
print(os.getcwd())
print(os.environ["PYTHONHASHSEED"], os.environ["MPLBACKEND"], sys.executable)
"""
TALK = """
import sys
from tqdm.auto import tqdm
for step in tqdm(range(3), disable=False):
    pass
print("done")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    (folder / "harbours.csv").write_text("text\nThe harbour is open.\n")
    here = folder / "notebooks"
    save(here, "00_fine", markdown("# All is fine\n\nIs it?"), parameters(), code(LOOK), code(TALK))
    save(
        here, "01_wrong", markdown("# It goes wrong"), parameters(),
        code("open(corpus + '/missing')"),
        code("print('after')", printed("stored by another run")),
    )  # fmt: skip
    save(here, "02_slow", parameters(), code("import time\ntime.sleep(60)"))
    save(here, "03_dies", parameters(), code("import os\nos._exit(1)"))
    save(here, "04_alone", code("print('no parameters here')"))
    save(here, "05_last", parameters('corpus = "x"'), code("print(corpus)"))
    return folder


@pytest.fixture(scope="module")
def before(folder):
    return {path: path.read_bytes() for path in (folder / "notebooks").iterdir()}


@pytest.fixture(scope="module")
def runs(folder, before):
    with pytest.MonkeyPatch.context() as patch:
        (folder / "temporary").mkdir()
        patch.setattr(tempfile, "tempdir", str(folder / "temporary"))
        patch.setenv("MPLBACKEND", "Agg")
        patch.setenv("PYTHONHASHSEED", "5")
        results = run_notebooks(
            folder / "harbours.csv", folder / "out", notebooks=folder / "notebooks",
            parameters={"seed": 3, "columns": None}, timeout=5, progress=False,
        )  # fmt: skip
    return {run.name: run for run in results}


def text_of(run):
    return "".join(
        output.get("text", "") for cell in run.notebook.cells for output in cell.get("outputs", [])
    )


def test_each_notebook_is_run_in_the_order_of_its_number(runs):
    assert list(runs) == ["00_fine", "01_wrong", "02_slow", "03_dies", "04_alone", "05_last"]


def test_the_corpus_is_injected_behind_the_parameters_as_an_absolute_path(runs, folder):
    cells = runs["00_fine"].notebook.cells
    place = next(i for i, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", []))
    injected = cells[place + 1]
    assert injected.metadata.tags == ["injected-parameters"]
    assert f'corpus = "{(folder / "harbours.csv").as_posix()}"' in injected.source


def test_an_output_that_prints_the_corpus_shows_its_name_only(runs, folder):
    assert text_of(runs["00_fine"]).splitlines()[0] == "harbours.csv"
    assert text_of(runs["05_last"]) == "harbours.csv\n"


def test_other_parameters_reach_the_notebooks_that_define_them_and_no_other(runs):
    assert text_of(runs["00_fine"]).splitlines()[1] == "3"
    assert "seed" not in "".join(cell.source for cell in runs["05_last"].notebook.cells)


def test_the_kernel_runs_in_the_folder_of_the_notebook(runs, folder):
    assert text_of(runs["00_fine"]).splitlines()[2] == str(folder / "notebooks")


def test_the_kernel_is_this_python_with_a_fixed_hash_seed_and_inline_charts(runs):
    assert text_of(runs["00_fine"]).splitlines()[3] == f"0 {INLINE} {sys.executable}"


def test_each_kernel_gets_the_environment_of_the_run_and_the_name_of_its_notebook(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PARALLAX_KEEP", "of this process")
    look = code('import os\nprint(os.environ["PARALLAX_KEEP"], os.environ["PARALLAX_NOTEBOOK"])')
    save(tmp_path, "01_a", look)
    save(tmp_path, "02_b", look)
    runs = run_notebooks(
        "x.csv", tmp_path / "out", notebooks=tmp_path, environment={"PARALLAX_KEEP": "kept"},
        progress=False,
    )  # fmt: skip
    assert [text_of(run) for run in runs] == ["kept 01_a\n", "kept 02_b\n"]


def test_no_progress_bar_is_left_standing_still(runs):
    kinds = [
        kind
        for cell in runs["00_fine"].notebook.cells
        for output in cell.get("outputs", [])
        for kind in output.get("data", {})
    ]
    assert kinds == []
    assert text_of(runs["00_fine"]).endswith("done\n")


def test_a_failure_is_named_in_one_line_and_the_rest_is_run(runs):
    assert runs["01_wrong"].error.startswith("NotADirectoryError: ")
    assert runs["05_last"].error is None


def test_an_error_names_the_corpus_and_no_folder_of_this_machine(runs, folder):
    assert runs["01_wrong"].error.endswith("'harbours.csv/missing'")
    assert str(folder) not in nbformat.writes(runs["01_wrong"].notebook).replace(
        f'corpus = \\"{folder}', ""
    ).replace(f'"corpus": "{folder}', "")


def test_outputs_stored_by_another_run_do_not_survive_a_failure(runs):
    assert "stored by another run" not in nbformat.writes(runs["01_wrong"].notebook)


def test_a_cell_that_takes_too_long_is_stopped_and_said_to_be(runs):
    assert runs["02_slow"].error == "Timeout: cell 3 took longer than 5 seconds"
    assert runs["02_slow"].seconds < 30
    [output] = runs["02_slow"].notebook.cells[-1].outputs
    assert output.ename == "Timeout"


def test_a_kernel_that_dies_is_said_to_have_died(runs):
    assert runs["03_dies"].error.startswith("Kernel died: it ended in cell 3")


def test_a_notebook_without_parameters_is_run_and_the_reader_is_told(runs):
    assert text_of(runs["04_alone"]) == "no parameters here\n"
    assert "was not given the corpus" in runs["04_alone"].remarks[0]
    assert runs["00_fine"].remarks == ()


def test_titles_come_from_the_first_heading_or_the_name(runs):
    assert runs["00_fine"].title == "All is fine"
    assert runs["05_last"].title == "Last"


def test_the_notebooks_themselves_are_not_touched(runs, before):
    assert {path: path.read_bytes() for path in before} == before


def test_the_executed_copy_can_be_run_again_where_it_lies(runs, folder):
    copy = runs["05_last"].path
    assert copy == folder / "out" / "notebooks" / "05_last.ipynb"
    kept = nbformat.read(copy, as_version=4)
    injected = next(
        cell for cell in kept.cells if "injected-parameters" in cell.metadata.get("tags", [])
    )
    assert 'corpus = "../../harbours.csv"' in injected.source
    assert (copy.parent / "../../harbours.csv").resolve() == folder / "harbours.csv"
    assert str(folder) not in copy.read_text(encoding="utf-8")


def test_no_file_of_a_kernel_is_left_behind(runs, folder):
    assert list((folder / "temporary").iterdir()) == []


def test_on_a_terminal_the_bar_names_notebook_and_cell(folder, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(watching.sys.stderr, "isatty", lambda: True, raising=False)
    run_notebooks("harbours.csv", tmp_path, notebooks=folder / "notebooks" / "05_last.ipynb")
    assert "05_last · cell 3 of 3" in capsys.readouterr().err


def test_in_a_log_a_plain_line_says_that_a_notebook_is_done(folder, capsys, tmp_path):
    run_notebooks("harbours.csv", tmp_path, notebooks=folder / "notebooks" / "05_last.ipynb")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("05_last · done after ")
    assert "\r" not in "".join(lines)


def test_without_progress_nothing_is_printed(folder, capsys, tmp_path):
    run_notebooks("harbours.csv", tmp_path, notebooks=folder / "notebooks" / "05_last.ipynb",
                  progress=False)  # fmt: skip
    assert "".join(capsys.readouterr()) == ""


def test_a_parameter_that_no_notebook_has_is_refused(folder, tmp_path):
    with pytest.raises(ReportError, match=r"No notebook has a parameter 'sead'.*corpus, seed"):
        run_notebooks("x.csv", tmp_path, notebooks=folder / "notebooks", parameters={"sead": 1})


def test_an_unknown_name_is_answered_with_those_that_exist(monkeypatch, tmp_path):
    save(tmp_path / "notebooks", "01_corpus")
    save(tmp_path / "notebooks", "02_sentiment")
    monkeypatch.setattr(notebooks, "REPOSITORY", tmp_path)
    with pytest.raises(ReportError, match=r"no notebook '09_moon'.*01_corpus, 02_sentiment"):
        find_notebooks("09_moon")


@pytest.mark.parametrize("name", ["02_sentiment", "02", "sentiment", "02_sentiment.ipynb"])
def test_a_notebook_is_found_by_name_or_number(monkeypatch, tmp_path, name):
    path = save(tmp_path / "notebooks", "02_sentiment")
    save(tmp_path / "notebooks", "03_sources")
    monkeypatch.setattr(notebooks, "REPOSITORY", tmp_path)
    assert find_notebooks([name]) == [path]


def test_only_numbered_notebooks_are_run_by_default(monkeypatch, tmp_path):
    path = save(tmp_path / "notebooks", "00_start")
    save(tmp_path / "notebooks", "scratch")
    monkeypatch.setattr(notebooks, "REPOSITORY", tmp_path)
    assert find_notebooks() == [path]


def test_a_missing_notebooks_folder_is_explained(monkeypatch, tmp_path):
    monkeypatch.setattr(notebooks, "REPOSITORY", tmp_path)
    with pytest.raises(ReportError, match=r"no folder .*notebooks.*pip install -e"):
        find_notebooks()


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    paths = [save(tmp_path / folder, "01_same") for folder in ("a", "b")]
    with pytest.raises(ReportError, match="Two notebooks are named 01_same"):
        find_notebooks(paths)


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "01_broken.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match=r"01_broken\.ipynb cannot be read as a notebook"):
        run_notebooks("x.csv", tmp_path / "out", notebooks=tmp_path / "01_broken.ipynb")
