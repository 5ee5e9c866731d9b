"""The attention notebook on corpora without what it needs: it runs, and says what is missing."""

import numpy as np
import pandas as pd
import pytest

from helpers.report import run_notebooks

TEXT = "The ferry left the harbour on time and talks went on. Nobody was surprised."


def daily(outlet, country, counts, first="2031-01-06"):
    days = np.repeat(pd.date_range(first, periods=len(counts)).strftime("%Y-%m-%d"), counts)
    return pd.DataFrame({"outlet": outlet, "country": country, "date": days})


def with_text(table):
    numbers = [f" It was crossing number {number}." for number in range(len(table))]
    return table.assign(text=[TEXT + number for number in numbers])


CORPORA = {
    "no dates": (
        with_text(pd.DataFrame({"outlet": ["Oboe"] * 3, "country": "US"})),
        [
            "No article has a date: nothing below can be shown of attention over time.",
            "Bursts cannot be drawn: no article has a date.",
            "No article has a date, so no event can be looked at.",
            "There is no dated article of the first press",
            "The corpus has no column 'event'",
        ],
    ),
    "one outlet and one day": (
        with_text(daily("Oboe", "US", [4])),
        ["The date of the event lies outside this corpus", "only 1 day with an article"],
    ),
    "one press with a hole": (
        with_text(daily("Oboe", "RU", [2] * 60 + [0] * 30 + [2] * 60)),
        ["There is no American outlet", "Gaps as silence, and as unknown"],
    ),
    "no outlets and no countries": (
        with_text(daily(None, None, [1, 0, 2] * 20)),
        ["No article has a country, so presses cannot be compared."],
    ),
}


@pytest.mark.parametrize("name", CORPORA)
def test_it_runs_and_says_what_it_cannot_show(tmp_path, name, one_nursery):
    table, statements = CORPORA[name]
    path = tmp_path / "corpus.csv"
    table.to_csv(path, index=False)
    (run,) = run_notebooks(path, tmp_path / "out", notebooks="05_attention", progress=False)
    assert run.error is None
    said = " ".join(
        output.get("data", {}).get("text/plain", "")
        for cell in run.notebook.cells
        for output in cell.get("outputs", [])
    )
    assert [statement for statement in statements if statement not in said] == []
