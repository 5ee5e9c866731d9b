"""Gaps between presses in whom they let speak: the numbers of the shares, said in sentences."""

import numpy as np
import pandas as pd
import pytest

from helpers.measures import (
    compare_voices,
    describe_found,
    describe_share_gap,
    describe_share_gaps,
    describe_speakers,
    share_voices,
    source_frequency,
)
from tests.measures.source_tables import ARTICLES, many, quotations, table

FAST = {"n_resamples": 200, "n_permutations": 50}


def row(**values):
    return {
        "affiliation": "RU", "a": "US", "b": "RU", "cluster": "outlet", "estimate_a": 0.24,
        "estimate_b": 0.71, "difference": -0.47, "low": -0.83, "high": -0.11, "level": 0.95,
        "n_clusters_a": 6, "n_clusters_b": 7, "n_articles_a": 48, "n_articles_b": 50,
    } | values  # fmt: skip


def test_both_sides_are_the_shares_of_voices():
    for weight in ("words", "quotations"):
        gaps = compare_voices(
            quotations(), ARTICLES, voices=["RU", "US", "UA"], weight=weight, **FAST
        )
        assert gaps["affiliation"].tolist() == ["RU", "US", "UA"]
        shares = share_voices(quotations(), ARTICLES, weight=weight, n_resamples=2)
        shares = shares.set_index(["affiliation", "country"])["estimate"]
        for one in gaps.itertuples():
            assert one.estimate_a == pytest.approx(shares[one.affiliation, "US"])
            assert one.estimate_b == pytest.approx(shares[one.affiliation, "RU"])


def test_presses_that_differ_have_an_interval_without_zero():
    shares = {
        (country, f"{country} {number}"): {"US": 8 if country == "US" else 2, "RU": 2}
        for country in ("US", "RU")
        for number in range(6)
    }
    found, articles = many(shares)
    gaps = compare_voices(found, articles, voices=["US"], **FAST)
    assert gaps["estimate_a"].tolist() == [0.8]
    assert gaps["low"].iloc[0] > 0
    assert describe_share_gap(gaps.iloc[0]).startswith(
        "Speakers for the United States have 80% of words in American outlets and 50% in Russian "
        "outlets: 30 percentage points more"
    )


def test_a_gap_is_said_with_its_interval_and_what_it_rests_on():
    assert describe_share_gap(row(), of="the words quoted or reported") == (
        "Speakers for Russia have 24% of the words quoted or reported in American outlets and 71% "
        "in Russian outlets: 47 percentage points less [11, 83] (95% interval; 6 and 7 outlets, 48 "
        "and 50 articles)."
    )


def test_an_interval_around_zero_is_no_difference():
    said = describe_share_gap(row(difference=-0.03, low=-0.1, high=0.04), "Quotation marks hold")
    assert said.startswith("No difference can be told: quotation marks hold 24% of words")
    assert "3 percentage points less [−4, 10]" in said


def test_no_gap_is_wider_than_all_and_a_small_one_is_not_zero():
    wide = describe_share_gap(row(difference=0.27, low=-0.58, high=2.27))
    assert "27 percentage points more [−58, 100]" in wide
    small = describe_share_gap(row(difference=0.004, low=-0.39, high=0.06))
    assert "0.4 percentage points more [−39.0, 6.0]" in small


def test_few_outlets_are_a_warning_and_one_has_no_interval():
    assert describe_share_gap(row(n_clusters_a=4)).endswith(
        "With so few outlets the interval cannot be relied on."
    )
    alone = describe_share_gap(row(low=np.nan, high=np.nan, n_clusters_a=1))
    assert "47 percentage points less, without an interval (1 and 7 outlets" in alone
    nothing = describe_share_gap(row(difference=np.nan, low=np.nan, high=np.nan))
    assert nothing == (
        "Speakers for Russia have a share of words that cannot be compared between American "
        "outlets and Russian outlets."
    )


def test_several_gaps_have_one_warning():
    rows = pd.DataFrame([row(n_clusters_a=4), row(affiliation="US", n_clusters_a=4)])
    said = describe_share_gaps(rows)
    assert said.count("percentage points") == 2
    assert said.count("With so few outlets") == 1
    assert "With so few" not in describe_share_gaps(pd.DataFrame([row(), row()]))


def test_who_is_quoted_most_is_said_in_words():
    speakers = source_frequency(quotations(), ARTICLES)
    assert describe_speakers(quotations(), speakers, 5) == (
        "8 quotations were found in 5 articles, 88% of them with a speaker. They hold 38 words, of "
        "which 84% are those of Ivan Tal (14), Ann Roe (9) and official (9)."
    )
    none = source_frequency(table(), ARTICLES)
    assert describe_speakers(table(), none, 5) == "No quotation was found in 5 articles."
    unknown = pd.concat([quotations().iloc[[4]]])
    assert describe_speakers(unknown, source_frequency(unknown, ARTICLES), 1) == (
        "1 quotation was found in 1 article, 0% of them with a speaker. They hold 6 words."
    )


def test_what_is_found_is_said_with_what_is_missed():
    scores = pd.DataFrame(
        {
            "criterion": ["lenient", "lenient, with speaker"], "precision": [0.9, 0.81],
            "recall": [0.8, 0.72], "f1": [0.85, 0.76], "low": [0.8, 0.7], "high": [0.9, 0.8],
            "n_gold": 963, "n_articles": 96,
        }
    )  # fmt: skip
    assert describe_found(scores) == (
        "Held against 963 quotations that readers marked in 96 articles of this corpus, 81% of the "
        "quotations found are right in words and speaker, and 72% of those marked were found "
        "(F1 0.76 [0.70, 0.80])."
    )
    assert describe_found(scores.iloc[:1]).startswith("Nothing can be said")
