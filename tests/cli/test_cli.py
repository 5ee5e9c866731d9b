"""The command line as a user meets it: exit codes, streams, messages without a traceback."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from click.testing import CliRunner

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


def test_the_module_runs_as_a_program():
    run = subprocess.run(
        [sys.executable, "-m", "helpers", "--version"], capture_output=True, text=True, check=True
    )
    assert "parallax" in run.stdout
