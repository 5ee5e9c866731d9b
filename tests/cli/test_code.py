"""Validation from the command line, from the corpus to the card."""

import json

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from helpers.cli import main
from helpers.validation import find_card
from tests.setup.environment import ROOT
from tests.validation.making import change, fill, make_articles

BUNDLED = str(ROOT / "data" / "two_capitals")


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "press.csv"
    articles = make_articles(40)
    words = ["wonderful", "terrible", "grey"]
    articles["text"] = [
        f"{text} It was a {words[n % 3]} day." for n, text in enumerate(articles["text"])
    ]
    articles.to_csv(path, index=False)
    return path


def draw(corpus, folder, measure="tone", n=24):
    result = call("code", "sample", corpus, "--measure", measure, "--n", n, "--out", folder,
                  "--quiet")  # fmt: skip
    assert result.exit_code == 0, result.output
    return [folder / "coder_1.xlsx", folder / "coder_2.xlsx"]


def by_words(row):
    text = row["text"]
    return {"tone": 1 if "wonderful" in text else -1 if "terrible" in text else 0}


@pytest.mark.parametrize("command", [[], ["sample"], ["agree"], ["adjudicate"], ["validate"]])
def test_help_shows_an_example(command):
    result = call("code", *command, "--help")
    assert result.exit_code == 0
    assert f"  python -m helpers code {' '.join(command)}".rstrip() in result.output
    assert "\\b" not in result.output


def test_from_the_corpus_to_the_card_that_a_notebook_finds(corpus, tmp_path):
    folder = tmp_path / "coding"
    sheets = draw(corpus, folder)
    for sheet in sheets:
        fill(sheet, by_words)
    change(sheets[1], lambda sheet: sheet.__setitem__("D2", -2))

    agreed = call("code", "agree", *sheets, "--to", tmp_path / "confusion.csv")
    assert agreed.exit_code == 0, agreed.output
    assert "tone: alpha 0." in agreed.stdout
    assert "Where they differ most often" in agreed.stdout
    assert len(pd.read_csv(tmp_path / "confusion.csv")) == 25

    undecided = call("code", "validate", *sheets)
    assert undecided.exit_code == 2
    assert "differ on 1 codes" in undecided.stderr
    assert "code adjudicate" in undecided.stderr

    decisions = folder / "adjudication.xlsx"
    assert call("code", "adjudicate", *sheets, "--out", decisions).exit_code == 0
    fill(decisions, lambda row: {"decision": by_words(row)["tone"]}, "adjudication")
    done = call("code", "validate", *sheets, "--adjudication", decisions, "--corpus", corpus)
    assert done.exit_code == 0, done.output
    assert "# Measure card: tone by vader" in done.stdout
    card = find_card(corpus, "tone", "vader")
    assert (card.coders, card.n_units, card.weighted, card.n_corpus) == (2, 24, True, 40)
    assert card.headline()["estimate"] > 0.9
    assert "24 of 40 drawn at random" in card.drawn


def test_unfinished_sheets_are_counted_and_exit_code_1(corpus, tmp_path):
    sheets = draw(corpus, tmp_path / "coding")
    fill(sheets[0], by_words)
    result = call("code", "agree", *sheets)
    assert result.exit_code == 1
    assert "coder_2: 24 of 24 in tone" in result.stderr


def test_a_bad_code_is_one_message_and_exit_code_2(corpus, tmp_path):
    sheets = draw(corpus, tmp_path / "coding")
    change(sheets[0], lambda sheet: sheet.__setitem__("D5", "very"))
    for command in (["agree", *sheets], ["validate", *sheets],
                    ["adjudicate", *sheets, "--out", tmp_path / "a.xlsx"]):  # fmt: skip
        result = call("code", *command)
        assert result.exit_code == 2
        assert "coder_1.xlsx, row 5, column tone: 'very' is no code" in result.stderr
        assert "Traceback" not in result.output


def test_tone_toward_actors_is_held_against_its_own_labels(tmp_path):
    folder = tmp_path / "targets"
    sheets = draw(BUNDLED, folder, "targets", 30)
    key = pd.read_csv(folder / "key.csv").set_index("unit_id")
    for sheet in sheets:
        fill(sheet, lambda row: {"tone_toward": int(key["measured_label_news"][row["unit_id"]])})
    result = call("code", "validate", *sheets, "--sample-only")
    assert result.exit_code == 0, result.output
    (card,) = (folder / "cards").glob("*.card.json")
    values = json.loads(card.read_text(encoding="utf-8"))
    assert (values["measure"], values["method"], values["n_units"]) == ("targets", "news", 30)
    macro = [row for row in values["figures"] if row["measure"] == "macro-F1"]
    assert [row["estimate"] for row in macro] == [1.0]
    assert not any("0.05" in limit for limit in values["limits"])


def test_coders_of_quotations_see_whom_the_program_took_for_the_speaker(tmp_path):
    (sheet, _) = draw(BUNDLED, tmp_path / "q", "quotations", 20)
    rows = list(openpyxl.load_workbook(sheet)["coding"].iter_rows(values_only=True))
    assert rows[0][:4] == ("unit_id", "no", "about", "text")
    assert all(row[2] for row in rows[1:])
    assert all("[[" in row[3] and "]]" in row[3] for row in rows[1:])


def test_sheets_are_not_written_into_the_corpus_nor_over_codes(tmp_path):
    (tmp_path / "one.txt").write_text("The pier was shut. Nobody came.")
    inside = call("code", "sample", tmp_path, "--measure", "tone", "--out", tmp_path / "coding")
    assert inside.exit_code == 2
    assert "lies in the corpus" in inside.stderr
    corpus = tmp_path / "one.txt"
    draw(corpus, tmp_path / "out", n=1)
    again = call("code", "sample", corpus, "--measure", "tone", "--n", 1, "--out",
                 tmp_path / "out")  # fmt: skip
    assert again.exit_code == 2
    assert "may hold codes" in again.stderr


def test_a_missing_plan_or_key_says_what_to_do(corpus, tmp_path):
    sheets = draw(corpus, tmp_path / "coding")
    (tmp_path / "coding" / "key.csv").unlink()
    assert "--key" in call("code", "agree", *sheets).stderr
    (tmp_path / "coding" / "plan.json").write_text("[]")
    assert "no plan of a validation" in call("code", "agree", *sheets).stderr
    (tmp_path / "coding" / "plan.json").unlink()
    result = call("code", "agree", *sheets)
    assert result.exit_code == 2
    assert "--plan" in result.stderr
