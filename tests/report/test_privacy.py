from pathlib import Path

import pytest

from helpers.report.privacy import hide_in_line, hide_machine_paths
from tests.report.making import code, notebook, printed, raised, shown

FOLDER = Path("/srv/srv/notebooks")


def hide(*outputs, corpus="/srv/srv/harbours.csv"):
    run = notebook(code("x", *outputs))
    return hide_machine_paths(run, corpus, FOLDER).cells[0].outputs


def test_the_corpus_is_named_instead_of_its_path_in_every_kind_of_output():
    path = "/srv/srv/harbours.csv"
    stream, data, error = hide(
        printed(f"read {path}"), shown(html=f"<p>{path}</p>", plain=f"'{path}'"),
        raised("ValueError", f"{path}, row 3", f"in {path}:"),
    )  # fmt: skip
    assert stream.text == "read harbours.csv"
    assert data.data == {"text/html": "<p>harbours.csv</p>", "text/plain": "'harbours.csv'"}
    assert (error.evalue, error.traceback) == ("harbours.csv, row 3", ["in harbours.csv:"])


def test_a_path_that_only_begins_alike_is_left_alone():
    [stream] = hide(printed("/srv/srv/harbours.csv.old /srv/srv/harbours.csv"))
    assert stream.text == "/srv/srv/harbours.csv.old harbours.csv"


def test_a_path_is_found_as_html_writes_it():
    [output] = hide(shown(html="<p>/srv/a &amp; b/x.csv</p>", plain="x"), corpus="/srv/a & b/x.csv")
    assert output.data["text/html"] == "<p>x.csv</p>"


@pytest.mark.parametrize("place", [Path.home(), FOLDER])
def test_folders_of_the_machine_are_shortened_in_errors_but_not_in_text(place):
    line = f'File "{place}/x.py", line 3'
    stream, error = hide(printed(line), raised("E", line, line))
    assert stream.text == line
    assert str(place) not in error.evalue + error.traceback[0]
    assert error.evalue.endswith('/x.py", line 3')


def test_several_paths_are_all_named():
    line = "/srv/a/x.csv and /srv/a/x.csv2 and /srv/b.csv"
    assert hide_in_line(line, ["/srv/a/x.csv", "/srv/b.csv"], FOLDER) == (
        "x.csv and /srv/a/x.csv2 and b.csv"
    )
