"""Made-up corpora, samples and coders for the tests of the validation kit."""

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from helpers.validation import Variable, write_coding_sheets

TONE = Variable("tone", "How does it sound?", {-1: "bad", 0: "even", 1: "good"}, "ordinal")
KIND = Variable("kind", "What is it?", {"news": "news", "view": "a view", "both": "both"})
VARIABLES = [TONE, KIND]


def make_articles(n=60, outlets=("Oboe", "Tin Whistle", "Фагот")):
    return pd.DataFrame(
        {
            "article_id": [f"a{number:03}" for number in range(n)],
            "outlet": [outlets[number % len(outlets)] for number in range(n)],
            "title": [f"Title {number}" for number in range(n)],
            "text": [f"The pier of town {number} was shut. Gulls cried." for number in range(n)],
        }
    )


def make_scores(articles, seed=1):
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {"article_id": articles["article_id"], "polarity_x": random.normal(size=len(articles))}
    )


def make_sample(texts, **columns):
    """Make a sample of given texts as `draw_sample` would return it."""
    n = len(texts)
    return pd.DataFrame(
        {
            "unit_id": [f"u{number:03}" for number in range(1, n + 1)],
            "article_id": [f"a{number}" for number in range(n)],
            "outlet": "Oboe",
            "about": None,
            "text": texts,
            "stratum": "Oboe · all",
            "n_stratum": 10 * n,
            "n_drawn": n,
            "probability": 0.1,
            "weight": 10.0,
            "measured_polarity_x": np.linspace(-1, 1, n),
            **columns,
        }
    )


def write_sheets(folder, sample, variables=VARIABLES, **options):
    return write_coding_sheets(sample, folder, variables, "# Codebook\n\nRead.", **options)


def fill(path, give, sheet="coding"):
    """Fill the cells of a workbook: `give(row)` returns the codes of a row given as a dict."""
    book = openpyxl.load_workbook(path)
    rows = book[sheet].iter_rows()
    names = [cell.value for cell in next(rows)]
    for cells in rows:
        row = dict(zip(names, (cell.value for cell in cells), strict=True))
        for name, value in give(row).items():
            cells[names.index(name)].value = value
    book.save(path)


def change(path, edit, sheet="coding"):
    """Edit a workbook by hand: `edit(worksheet)`."""
    book = openpyxl.load_workbook(path)
    edit(book[sheet])
    book.save(path)


def read_sheet(path: Path, sheet="coding"):
    """Read a sheet as a table of what stands in its cells."""
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return pd.DataFrame(rows[1:], columns=rows[0])
