"""The notebooks run on any corpus, and say in words what it cannot show."""

import pandas as pd
import pytest

from helpers.report import run_notebooks

QUIET = "The ferry left the harbour on time and nobody was surprised. The sea was calm."
RUSSIAN = "Паром вышел из порта вовремя. «Погода хорошая», — сказала Анна Роу, капитан парома."
QUOTING = "“The pier is closed,” said Ann Roe, a harbour spokeswoman. Roe claimed it was safe."

CORPORA = {
    "one article and nothing else": (
        pd.DataFrame({"text": [QUIET]}),
        ["No article has a country, so presses cannot be compared."],
    ),
    "no article in English": (
        pd.DataFrame({"text": [RUSSIAN + " " * n for n in range(3)], "country": "RU"}),
        ["None of these 3 articles is in English (ru).", "There is no American outlet"],
    ),
    "two languages, no quotation": (
        pd.DataFrame(
            {
                "text": [QUIET, QUIET + " Gulls cried.", RUSSIAN],
                "outlet": ["Tin Whistle", "Oboe", "Фагот"],
                "country": ["US", "RU", "RU"],
            }
        ),
        ["1 of 3 articles are not in English (ru) and are left out below"],
    ),
    "one press without dates": (
        pd.DataFrame(
            {
                "text": [QUOTING, QUOTING + " It rained.", QUIET],
                "outlet": ["Tin Whistle", "Oboe", "Oboe"],
                "country": "US",
            }
        ),
        ["There is no Russian outlet among these 3 articles"],
    ),
}


@pytest.mark.parametrize("name", CORPORA)
def test_every_notebook_runs_and_says_what_it_cannot_show(tmp_path, name, one_nursery):
    table, statements = CORPORA[name]
    path = tmp_path / "corpus.csv"
    table.to_csv(path, index=False)
    runs = run_notebooks(path, tmp_path / "out", progress=False)
    assert [(run.name, run.error) for run in runs if run.error] == []
    framing = next(run.notebook for run in runs if run.name == "04_framing")
    said = " ".join(
        output.get("data", {}).get("text/plain", "")
        for cell in framing.cells
        for output in cell.get("outputs", [])
    )
    assert [statement for statement in statements if statement not in said] == []
