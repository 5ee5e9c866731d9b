"""Each measure from the bundled corpus to its card, its sheets filled in from the gold codes."""

import json

import pandas as pd
import pytest

from helpers.validation.variables import AFFILIATIONS, NOT_ONE
from tests.cli.test_code import BUNDLED, call, draw
from tests.setup.environment import ROOT
from tests.validation.making import change, fill

DATA = ROOT / "data" / "two_capitals"
FRAMES = ["conflict", "human_interest", "economic_consequences", "morality", "responsibility"]


def read(name):
    return pd.read_csv(DATA / f"{name}.csv")


def codes_of_articles(variables):
    """Return what coder a, coder b and the decision say of an article; 0 where it was not coded."""
    tables = [read(name).set_index("article_id") for name in ("coder_a", "coder_b", "adjudicated")]

    def give(unit, who):
        table = tables[who]
        known = unit.article_id in table.index
        return {name: int(table[name][unit.article_id]) if known else 0 for name in variables}

    return give


def codes_of_mentions():
    gold = read("targets")

    def give(unit, who):
        rows = gold[
            (gold["article_id"] == unit.article_id) & (gold["actor"] == unit.about)
            & (gold["sentence_start"] <= unit.start) & (gold["sentence_end"] >= unit.end)
        ]  # fmt: skip
        column = ("tone_a", "tone_b", "tone")[who]
        return {"tone_toward": int(rows[column].iloc[0]) if len(rows) else 0}

    return give


def codes_of_quotations():
    gold = read("quotations")

    def give(unit, who):
        rows = gold[
            (gold["article_id"] == unit.article_id) & (gold["start"] < unit.end)
            & (gold["end"] > unit.start)
        ]  # fmt: skip
        if rows.empty:
            none = dict.fromkeys(["speaker_right", "affiliation", "role"], NOT_ONE)
            return {"is_quotation": "no", **none}
        row = rows.iloc[0]
        right = isinstance(row["speaker"], str) and str(unit.about) in (
            row["speaker"], row["speaker_name"],
        )  # fmt: skip
        said = {"is_quotation": "yes", "speaker_right": "yes" if right or who == 0 else "no"}
        for name in ("affiliation", "role"):
            said[name] = row[name] if isinstance(row[name], str) else "none"
        if said["affiliation"] not in (*AFFILIATIONS, "none"):
            said["affiliation"] = "other"
        return said

    return give


GIVE = {
    "tone": lambda: codes_of_articles(["tone"]),
    "frames": lambda: codes_of_articles(FRAMES),
    "targets": codes_of_mentions,
    "quotations": codes_of_quotations,
}
METHODS = {"tone": "vader", "frames": "word lists", "targets": "news", "quotations": "rules"}


@pytest.mark.parametrize("measure", sorted(GIVE))
def test_a_measure_is_drawn_coded_adjudicated_and_validated(tmp_path, measure):
    folder = tmp_path / measure
    sheets = draw(BUNDLED, folder, measure, 60)
    key = {unit.unit_id: unit for unit in pd.read_csv(folder / "key.csv").itertuples()}
    give = GIVE[measure]()
    for who, sheet in enumerate(sheets):
        fill(sheet, lambda row, who=who: give(key[row["unit_id"]], who))

    agreed = call("code", "agree", *sheets)
    assert agreed.exit_code == 0, agreed.output
    assert "alpha" in agreed.stdout
    decisions = folder / "adjudication.xlsx"
    assert call("code", "adjudicate", *sheets, "--out", decisions).exit_code == 0
    extra = []
    if decisions.exists():  # nothing is written where coders agree on everything
        fill(
            decisions,
            lambda row: {"decision": give(key[row["unit_id"]], 2)[row["variable"]]},
            "adjudication",
        )
        extra = ["--adjudication", decisions]
    done = call("code", "validate", *sheets, *extra)
    assert done.exit_code == 0, done.output
    assert read_card(folder, METHODS[measure])


def read_card(folder, method):
    """Return the card of a method among those in a folder."""
    cards = [json.loads(path.read_text("utf-8")) for path in (folder / "cards").glob("*.card.json")]
    (found,) = [card for card in cards if card["method"] == method]
    assert found["n_units"] == 60
    assert found["figures"]
    assert found["alphas"]
    return found


@pytest.mark.parametrize("measure", ["targets", "frames", "quotations"])
def test_a_bad_code_names_file_row_and_column(tmp_path, measure):
    sheets = draw(BUNDLED, tmp_path / measure, measure, 12)
    column = {"targets": "tone_toward", "frames": "conflict", "quotations": "is_quotation"}[measure]

    def spoil(sheet):
        names = [cell.value for cell in sheet[1]]
        sheet.cell(row=4, column=names.index(column) + 1).value = "perhaps"

    change(sheets[1], spoil)
    result = call("code", "validate", *sheets)
    assert result.exit_code == 2
    assert f"coder_2.xlsx, row 4, column {column}: 'perhaps' is no code" in result.stderr
