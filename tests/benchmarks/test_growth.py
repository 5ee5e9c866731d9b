"""Four times the articles may take little more than four times as long."""

import re

import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.measures import find_events, find_frame_hits, find_quotations
from tests.benchmarks.clock import time_in_turns

FEW, MANY = 2, 8  # copies of the bundled corpus
SLACK = 1.7  # a busy machine moves what is measured


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    """Return the bundled articles several times, with other names in each copy."""
    bundled = load_corpus("data/two_capitals", progress=False).articles
    copies = []
    for number in range(MANY):
        letters = "abcdefgh"[number]
        renamed = bundled.assign(
            text=bundled["text"].map(lambda text: re.sub(r"(\w{5,})", rf"\1{letters}", text)),  # noqa: B023
            article_id=bundled["article_id"] + letters,
            date=bundled["date"] + pd.Timedelta(days=200 * number),
        )
        copies.append(renamed if number else bundled)
    folder = tmp_path_factory.mktemp("corpora")
    tables = [pd.concat(copies[:n], ignore_index=True) for n in (FEW, MANY)]
    paths = [folder / f"{len(table)}.csv" for table in tables]
    for table, path in zip(tables, paths, strict=True):
        table[["article_id", "outlet", "date", "title", "text"]].to_csv(path, index=False)
    return tables, paths


@pytest.mark.parametrize("measure", [find_frame_hits, find_quotations, find_events])
def test_a_measure_grows_with_the_number_of_articles(corpora, measure):
    few, many = (table.drop(columns="event", errors="ignore") for table in corpora[0])
    assert_grows_little(lambda: measure(few), lambda: measure(many), least=0.1)


def test_loading_grows_with_the_number_of_articles(corpora):
    few, many = corpora[1]
    assert_grows_little(
        lambda: load_corpus(few, progress=False), lambda: load_corpus(many, progress=False)
    )


def assert_grows_little(of_few, of_many, least=0.0):
    """Compare the fewest seconds of two rounds each; many have a second only if one fails."""
    ((_, short),) = time_in_turns([of_few], 2)
    ((_, long),) = time_in_turns([of_many], 1)
    most = SLACK * MANY / FEW * max(short, least)
    if long >= most:
        ((_, again),) = time_in_turns([of_many], 1)
        long = min(long, again)
    assert long < most, f"{short:.2f} s, {long:.2f} s"
