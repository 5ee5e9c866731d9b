import json
from pathlib import Path

import pytest

from helpers.report import ReportError
from helpers.report.folder import check_folder, read_marker, write_folder

PAGES = {"index.html": "front", "01_corpus.html": "one", "notebooks/01_corpus.ipynb": "{}"}


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_and_an_empty_folder_are_accepted(tmp_path):
    check_folder(tmp_path / "new" / "report", "/elsewhere/x.csv")
    check_folder(tmp_path, "/elsewhere/x.csv")


def test_a_folder_with_files_of_somebody_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ReportError, match="is not empty and holds no former report"):
        check_folder(tmp_path, "/elsewhere/x.csv")


def test_a_run_json_of_another_program_does_not_make_it_a_report(tmp_path):
    (tmp_path / "run.json").write_text('{"something": "else"}')
    with pytest.raises(ReportError, match="holds no former report"):
        check_folder(tmp_path, "/elsewhere/x.csv")


def test_a_file_is_refused(tmp_path):
    (tmp_path / "report").write_text("")
    with pytest.raises(ReportError, match="is a file"):
        check_folder(tmp_path / "report", "/elsewhere/x.csv")


def test_a_folder_within_the_corpus_is_refused(tmp_path):
    for out in (tmp_path, tmp_path / "reports"):
        with pytest.raises(ReportError, match="the next run would read the report as articles"):
            check_folder(out, str(tmp_path))


def test_a_former_report_is_replaced_and_nothing_else_is_touched(tmp_path):
    write_folder(tmp_path, PAGES, {"title": "first"})
    (tmp_path / "notes.txt").write_text("my own")
    (tmp_path / "notebooks" / "mine.ipynb").write_text("my own")
    check_folder(tmp_path, "/elsewhere/x.csv")
    write_folder(tmp_path, {"index.html": "new", "02_tone.html": "two"}, {"title": "second"})
    assert files_in(tmp_path) == {
        "index.html", "02_tone.html", "run.json", "notes.txt", "notebooks/mine.ipynb",
    }  # fmt: skip
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "new"
    assert read_marker(tmp_path)["title"] == "second"
    assert read_marker(tmp_path)["files"] == ["02_tone.html", "index.html"]


def test_pictures_are_written_as_they_are_and_go_with_their_report(tmp_path):
    picture = bytes(range(256)) + b"\r\n\n"
    write_folder(tmp_path, PAGES | {"figures/a.png": picture, "tables/a.csv": b"x\n"}, {})
    assert (tmp_path / "figures" / "a.png").read_bytes() == picture
    write_folder(tmp_path, PAGES, {})
    assert files_in(tmp_path) == {*PAGES, "run.json"}


def test_a_folder_that_is_empty_after_replacing_is_removed(tmp_path):
    write_folder(tmp_path, PAGES, {})
    write_folder(tmp_path, {"index.html": "new"}, {})
    assert not (tmp_path / "notebooks").exists()


def test_an_interrupted_report_can_be_replaced(tmp_path, monkeypatch):
    replace = Path.replace

    def fail_at_the_front_page(path, target):
        if path.name == ".index.html.partial":
            raise OSError("no space left")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_front_page)
    with pytest.raises(OSError, match="no space left"):
        write_folder(tmp_path, PAGES, {})
    monkeypatch.undo()
    assert not [name for name in files_in(tmp_path) if name.endswith(".partial")]
    check_folder(tmp_path, "/elsewhere/x.csv")


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "a/../../outside.txt", ""])
def test_a_tampered_marker_cannot_remove_files_elsewhere(tmp_path, name):
    out = tmp_path / "out"
    write_folder(out, PAGES, {})
    (tmp_path / "outside.txt").write_text("precious")
    marker = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps(marker | {"files": [name, 3, None]}))
    write_folder(out, PAGES, {})
    assert (tmp_path / "outside.txt").read_text(encoding="utf-8") == "precious"
