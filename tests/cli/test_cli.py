"""The command line as a user meets it: exit codes, streams, messages without a traceback."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from click.testing import CliRunner

from helpers import report
from helpers.cli import main
from tests.setup.environment import ROOT

BUNDLED = str(ROOT / "data" / "two_capitals")


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", [[], ["report"], ["check"], ["measure"], ["lab"]])
def test_help_shows_an_example(command):
    result = call(*command, "--help")
    assert result.exit_code == 0
    assert f"  python -m helpers {' '.join(command)}".rstrip() in result.output
    assert "\\b" not in result.output


def test_check_tells_what_is_in_the_bundled_corpus():
    result = call("check", BUNDLED, "--quiet")
    assert result.exit_code == 0
    assert "96" in result.stdout
    assert "Cleaning steps" in result.stdout


def test_check_writes_rejects_and_removed_pieces(tmp_path):
    articles = tmp_path / "articles.csv"
    articles.write_text("title,text,date\nA,Some words.,2031-02-30\nB,More words.,2031-03-01\n")
    rejects, removed = tmp_path / "rejects.csv", tmp_path / "removed.jsonl"
    result = call("check", articles, "--rejects", rejects, "--removed", removed, "--quiet")
    assert result.exit_code == 0
    assert len(pd.read_csv(rejects)) == 1
    assert removed.exists()
    assert "wrote 1 rows" in result.stderr


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("sentiment", {"article_id", "method", "polarity"}),
        ("quotations", {"article_id", "pieces", "speaker", "kind"}),
        ("frames", {"article_id", "frame", "score"}),
        ("frame-hits", {"article_id", "frame", "start", "end"}),
        ("wording", {"article_id", "concept", "term"}),
    ],
)
def test_measure_writes_the_table_of_each_measure(tmp_path, name, columns):
    out = tmp_path / f"{name}.jsonl"
    result = call("measure", name, BUNDLED, "--to", out, "--quiet")
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert columns <= rows[0].keys()
    assert "96 articles" in result.stderr


def test_no_clean_keeps_the_offsets_of_the_file_as_it_was(tmp_path):
    text = "(  – The pier was shut.\r\n\r\n“We wait,” Orlova said.\n\nSee also:\nOther story"
    given = tmp_path / "given.jsonl"
    given.write_text(json.dumps({"id": "x1", "text": text}) + "\n", encoding="utf-8")
    out = tmp_path / "quotations.jsonl"
    assert call("measure", "quotations", given, "--no-clean", "--to", out, "--quiet").exit_code == 0
    row = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert row["article_id"] == "x1"
    assert text[row["start"] : row["end"]].strip("“”,") == "We wait"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"title,when\nA,2031-01-01\n", "text"),
    ],
)
@pytest.mark.parametrize("command", ["check", "report", "measure"])
def test_unusable_input_is_one_message_and_exit_code_2(tmp_path, command, content, expected):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    extra = {
        "measure": ["sentiment", bad, "--to", tmp_path / "out.csv"],
        "report": [bad, "--out", tmp_path / "report"],
        "check": [bad],
    }[command]
    result = call(command, *extra, "--quiet")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "bad.csv" in result.stderr
    assert expected in result.stderr.lower()


def test_a_missing_file_and_an_unknown_ending_are_exit_code_2(tmp_path):
    missing = call("check", tmp_path / "nowhere.csv")
    assert missing.exit_code == 2
    assert "nowhere.csv" in missing.stderr
    ending = call("measure", "sentiment", BUNDLED, "--to", tmp_path / "tone.xls")
    assert ending.exit_code == 2
    assert ".parquet" in ending.stderr


def test_a_column_option_without_an_equals_sign_says_how_to_write_it():
    result = call("check", BUNDLED, "--column", "text")
    assert result.exit_code == 2
    assert "--column text=Body" in result.stderr


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Return what `write_report` was asked for, without running anything."""
    calls = {}

    def remember(corpus, out, **options):
        calls.update(options, corpus=corpus, out=out)
        return report.Report(tmp_path / "index.html", [])

    monkeypatch.setattr(report, "write_report", remember)
    return calls


@pytest.mark.parametrize(
    ("arguments", "notebooks"),
    [
        (["x.csv"], None),
        (["x.csv", "--notebooks", "02", "04"], ["02", "04"]),
        (["x.csv", "--notebooks", "02", "04", "--quiet"], ["02", "04"]),
        (["--notebooks", "02", "04_framing", "x.csv"], ["02", "04_framing"]),
        (["--notebooks", "02,sentiment", "x.csv"], ["02", "sentiment"]),
        (["--notebooks=02,03", "x.csv"], ["02", "03"]),
        (["--notebooks", "mine.ipynb", "02_sentiment.ipynb", "x.csv"], None),
        (["x.csv", "--notebook", "02", "--notebook", "03"], ["02", "03"]),
        (["--notebooks", "02", "--", "04"], ["02"]),
    ],
)
def test_notebooks_are_named_in_a_row_or_with_commas(asked, arguments, notebooks):
    result = call("report", *arguments)
    assert result.exit_code == 0, result.output
    if "mine.ipynb" in arguments:
        notebooks = ["mine.ipynb", "02_sentiment.ipynb"]
    assert asked["notebooks"] == notebooks
    assert asked["corpus"] == ("04" if "--" in arguments else "x.csv")


def test_the_options_of_a_report_reach_it(asked):
    result = call(
        "report", "x.csv", "--title", "T", "--author", "A", "--groups", "US", "UA",
        "--single-file", "--no-text", "--show-code",
    )  # fmt: skip
    assert result.exit_code == 0
    given = {name: asked[name] for name in ("title", "author", "groups")}
    assert given == {"title": "T", "author": "A", "groups": ("US", "UA")}
    assert asked["single_file"]
    assert asked["no_text"]
    assert asked["show_code"]


def test_by_default_nothing_is_asked_for(asked):
    call("report", "x.csv")
    unset = [name for name, value in asked.items() if not value]
    assert set(unset) == {
        "title", "author", "groups", "notebooks", "show_code", "single_file", "no_text",
        "columns", "outlets",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x.csv", "--notebooks"], "--notebooks"),
        (["x.csv", "--notebooks", "--quiet"], "--notebooks"),
        (["x.csv", "--groups", "US"], "--groups"),
        (["x.csv", "--notebooks", "02", "sentimnet"], "sentimnet"),
    ],
)
def test_half_an_option_is_an_error_that_names_it(arguments, message):
    result = call("report", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_notebook_or_country_that_does_not_exist_is_exit_code_2(tmp_path):
    articles = tmp_path / "articles.csv"
    articles.write_text("text\nSome words.\n")
    for option in (["--notebooks", "moon"], ["--groups", "US", "Mars"]):
        result = call("report", articles, "--out", tmp_path / "out", *option)
        assert result.exit_code == 2
        assert option[-1] in result.stderr
        assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_the_module_runs_as_a_program():
    run = subprocess.run(
        [sys.executable, "-m", "helpers", "--version"], capture_output=True, text=True, check=True
    )
    assert "parallax" in run.stdout
