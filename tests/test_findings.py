"""Findings say first what can be told, carry their numbers, and are never surer than these."""

import numpy as np
import pandas as pd
import pytest

from helpers.corpus import load_corpus
from helpers.findings import (
    describe_agreement,
    describe_bursts,
    describe_copies,
    describe_corpus,
    describe_event,
    describe_gap,
    describe_scores,
)
from helpers.measures import event_window, find_bursts
from helpers.stats import compare_groups

FERRY = "The ferry left the harbour on time and nobody was surprised by the calm sea today."


def load(tmp_path, table):
    path = tmp_path / "articles.csv"
    table.to_csv(path, index=False)
    return load_corpus(path, progress=False)


def daily(country, counts, first="2031-01-06"):
    days = np.repeat(pd.date_range(first, periods=len(counts)), counts)
    table = pd.DataFrame({"date": days.astype("datetime64[us]"), "country": country})
    return table.assign(outlet=f"{country} wire", text="The ferry was late.", title="Ferry")


def with_ids(table):
    return table.assign(article_id=[f"a{number}" for number in range(len(table))])


def test_the_corpus_is_counted_by_press_with_what_is_missing(tmp_path):
    table = pd.DataFrame(
        {
            "text": [FERRY, FERRY + " Gulls.", FERRY + " Rain.", FERRY + " Wind.", ""],
            "outlet": ["Oboe", "Oboe", "Viola", None, "Oboe"],
            "country": ["US", "US", "RU", "DE", "US"],
            "date": ["2031-05-07", None, "2031-05-09", "2031-05-08", "2031-05-08"],
        }
    )
    assert describe_corpus(load(tmp_path, table)) == (
        "5 records gave 4 articles (1 record rejected): 2 articles by 1 American outlet and "
        "1 article by 1 Russian outlet; 1 article of other or unknown countries. 2 outlets in all; "
        "dated 7 May 2031 to 9 May 2031, 1 article without a date."
    )


def test_a_corpus_without_outlets_countries_and_dates_says_so(tmp_path):
    said = describe_corpus(load(tmp_path, pd.DataFrame({"text": [FERRY]})))
    assert "0 articles from the American press and 0 articles from the Russian press" in said
    assert "No article names its outlet; no article has a date." in said


def test_copies_are_counted_within_and_across_outlets(tmp_path):
    table = pd.DataFrame(
        {
            "text": [FERRY * 3, FERRY * 3, FERRY * 3, "Another story about a bridge."],
            "outlet": ["Oboe", "Oboe", "Viola", "Viola"],
            "country": ["US", "US", "RU", "RU"],
            "date": ["2031-05-07", "2031-05-08", "2031-05-09", "2031-05-09"],
        }
    )
    said = describe_copies(load(tmp_path, table))
    assert said.startswith("2 of 4 articles (50%) repeat an earlier one: 2 word for word, 0 nearly")
    assert "In 1 case the two stand in different outlets, in 1 in different countries" in said


def test_no_copies_are_no_silence(tmp_path):
    said = describe_copies(load(tmp_path, pd.DataFrame({"text": [FERRY]})))
    assert said.startswith("None of 1 article was found to repeat another one")


def compared(a, b, n_outlets=6):
    rows = [
        (f"{country}{outlet}", country, value + outlet / 500 + spread)
        for country, value in (("US", a), ("RU", b))
        for outlet in range(n_outlets)
        for spread in (-0.01, 0.01)
    ]
    table = pd.DataFrame(rows, columns=["outlet", "country", "share"])
    table = with_ids(table)
    return compare_groups(
        table, numerator="share", a="US", b="RU", cluster="outlet", measure="share", seed=1
    ).iloc[0]


def test_a_gap_is_told_only_where_the_interval_leaves_out_zero():
    sure = describe_gap(compared(0.4, 0.2), "the share of ferries", percent=True)
    assert sure.startswith(
        "The share of ferries is higher in American outlets than in Russian outlets: "
        "40.5% against 20.5%, difference 20.0 points ["
    )
    assert sure.endswith("] (95 % interval; 12 and 12 articles, 6 and 6 outlets).")
    lower = describe_gap(compared(0.2, 0.4), "the share of ferries")
    assert "is lower in American outlets" in lower
    assert "against 0.41, difference −0.20 [" in lower
    unsure = describe_gap(compared(0.2, 0.2), "the share of ferries")
    assert unsure.startswith(
        "No difference can be told in the share of ferries between American and Russian outlets"
    )


def test_few_outlets_are_said_and_an_impossible_comparison_is_none():
    row = compared(0.4, 0.2, n_outlets=3)
    assert "fewer than 5 outlets a side the interval cannot be relied on" in describe_gap(row, "it")
    missing = row.copy()
    missing["difference"], missing["note"] = float("nan"), "no articles on one side"
    assert describe_gap(missing, "tone") == (
        "American outlets and Russian outlets cannot be compared in tone: no articles on one side."
    )
    missing = row.copy()
    missing["low"] = missing["high"] = float("nan")
    said = describe_gap(missing, "tone")
    assert said.startswith("No difference can be told")
    assert "no interval" in said


def test_the_heaviest_burst_is_named_with_its_counts():
    articles = with_ids(daily("US", [2] * 60))
    inside = articles["date"].between("2031-02-01", "2031-02-07")
    articles["text"] = np.where(inside, "Grain ships wait.", "The ferry was late.")
    bursts = find_bursts(articles, by="country", terms={"grain": "grain", "gulls": "gull*"})
    assert describe_bursts(bursts).startswith(
        "1 burst among 2 terms in 1 country; the heaviest: grain in American outlets, "
        "1 February 2031 to 7 February 2031, 14 of 14 articles (100% against 12% over the whole"
    )
    none = find_bursts(articles, by="country", terms={"gulls": "gull*"})
    assert describe_bursts(none).startswith("No burst was found among 1 term")
    undated = find_bursts(articles.assign(date=pd.NaT), by="country", terms="grain")
    assert describe_bursts(undated).startswith("No burst can be told")


def test_attention_rises_only_where_interval_and_placebo_agree():
    articles = with_ids(
        pd.concat([daily("US", [2] * 200 + [8] * 28 + [2] * 200), daily("RU", [2] * 428)])
    )
    window = event_window(articles, "2031-07-25")
    said = describe_event(window, before=14, after=28)
    assert said.startswith(
        "No change of attention can be told in Russian outlets" if "rose" not in said else
        "Attention rose in American outlets; no change of attention can be told in Russian outlets "
        "at 25 July 2031"
    )  # fmt: skip
    assert "Attention rose in American outlets" in said
    assert "American outlets: 8.00 against 2.00 articles a day, ratio 4.00" in said
    assert "224 against 28 articles" in said
    busy = describe_event(window, before=14, after=28, busiest=True)
    assert busy.startswith("No change of attention can be told in Russian outlets and American")
    assert busy.endswith("The day was taken because it is the busiest, so that its p is no test.")
    fell = describe_event(window.assign(ratio=0.5, low=0.4, high=0.6, p_value=0.01), before=14,
                          after=28)  # fmt: skip
    assert fell.startswith("Attention fell in Russian outlets and American outlets")


@pytest.mark.parametrize(
    "changed",
    [
        {"low": 0.9},  # the interval holds 1
        {"p_value": 0.2},  # many other dates show as much
        {"p_value": float("nan")},  # no other date to look at
        {"ratio": float("nan"), "low": float("nan"), "high": float("nan")},
    ],
)
def test_no_change_is_told_where_any_of_both_is_missing(changed):
    window = event_window(with_ids(daily("US", [2] * 200 + [8] * 28 + [2] * 200)), "2031-07-25")
    said = describe_event(window.assign(**changed), before=14, after=28)
    assert said.startswith("No change of attention can be told in American outlets")


def test_agreement_names_the_weakest_variable():
    alphas = pd.DataFrame(
        {
            "variable": ["tone", "human_interest", "blank"],
            "estimate": [0.9, 0.7, float("nan")],
            "low": [0.85, 0.5, float("nan")],
            "high": [0.95, 0.9, float("nan")],
            "n_articles": [48, 47, 0],
        }
    )
    assert describe_agreement(alphas) == (
        "2 coders agree beyond chance (Krippendorff's alpha) with 0.8 or more on 1 of 2 variables; "
        "on 1 the whole interval lies above. Lowest: human interest, 0.70 [0.50, 0.90] (47 "
        "articles coded by both)."
    )
    assert "cannot be told" in describe_agreement(alphas.iloc[2:])


def scores(low):
    return pd.DataFrame(
        {
            "rater": ["VADER", "coder A", "nothing"],
            "estimate": [0.31, 0.9, 0.25],
            "low": [low, 0.8, float("nan")],
            "high": [0.4, 1.0, float("nan")],
            "n_articles": 48,
        }
    )


@pytest.mark.parametrize(
    ("low", "verdict"),
    [
        (0.2, "No method is shown to be better than always the most frequent code."),
        (0.26, "Shown to be better than always the most frequent code: VADER."),
    ],
)
def test_a_method_beats_nothing_only_if_its_interval_does(low, verdict):
    said = describe_scores(
        scores(low), "the tone", name="rater", methods=["VADER", "absent"], people=["coder A"],
        baseline="nothing",
    )  # fmt: skip
    assert said.startswith(f"The tone against 48 coded articles, macro-F1: VADER 0.31 [{low:.2f}, ")
    assert "; coder A 0.90 [0.80, 1.00]; always the most frequent code 0.25. " in said
    assert said.endswith(verdict)


def test_scores_without_a_method_say_so():
    said = describe_scores(scores(0.2), "the tone", name="rater", methods=["absent"])
    assert said == "How well the tone is measured cannot be told: no method was held against codes."
