"""What can be opened behind a count of attention is what was counted, no more and no less."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import load_corpus
from helpers.measures import (
    articles_around,
    articles_by_period,
    articles_counted,
    count_articles,
    daily_volume,
    event_window,
    find_gaps,
)

TERMS = {"grain": ["grain", "wheat"], "sanctions": "sanction*", "talks": ["talks", "negotiat*"]}


@pytest.fixture(scope="module")
def bundled():
    return load_corpus("data/two_capitals", progress=False).articles


def made_up(rows):
    table = pd.DataFrame(rows, columns=["outlet", "country", "date", "text"])
    table["date"] = pd.to_datetime(table["date"]).astype("datetime64[us]")
    return table.assign(
        article_id=[f"a{number}" for number in range(len(table))], title="Headline",
        n_words=3, duplicate_of=pd.Series(pd.NA, table.index, dtype="str"),
    )  # fmt: skip


#: Two articles of an outlet without a name, one of a day in a gap, one without a date.
SOME = made_up([
    ("Post", "US", "2031-03-01", "Grain ships wait. More grain."),
    ("Post", "US", "2031-03-03", "Wheat and grain again."),
    ("Post", "US", "2031-03-05", "A quiet day."),
    (None, "RU", "2031-03-03", "A vote."),
    (None, None, "2031-03-04", "Wheat sails."),
    ("Wire", "RU", None, "Undated grain."),
])  # fmt: skip
GAP = pd.DataFrame({"outlet": ["Post"], "start": pd.to_datetime(["2031-03-02"]),
                    "end": pd.to_datetime(["2031-03-04"])})  # fmt: skip


def sizes(table, keys):
    return table.groupby(keys, dropna=False).size().to_dict()


def numbers(table, keys, value="n_articles"):
    table = table[table[value].fillna(0) > 0]
    return table.groupby(keys, dropna=False)[value].sum().astype(int).to_dict()


@pytest.mark.parametrize("by", ["outlet", "country"])
@pytest.mark.parametrize("period", ["day", "week", "month", "year"])
def test_every_bar_of_the_timeline_opens_as_many_articles_as_it_is_high(bundled, by, period):
    for articles in (bundled, SOME):
        counts = count_articles(articles, by=by, period=period)
        opened = articles_by_period(articles, by=by, period=period)
        assert sizes(opened, [by, "period"]) == numbers(counts, [by, "period"])


@pytest.mark.parametrize("by", ["outlet", "country", None])
@pytest.mark.parametrize("unit", ["D", "W"])
@pytest.mark.parametrize("how", [{}, {"terms": TERMS}, {"terms": "grain"}, {"event": "event"}])
def test_every_bar_of_a_volume_opens_as_many_articles_as_it_is_high(bundled, by, unit, how):
    for articles, gaps in ((bundled, None), (SOME.assign(event="a vote"), GAP)):
        options = {"by": by, "unit": unit, "gaps": gaps, **how}
        keys = [by or "group", "item", "period"]
        opened = articles_counted(articles, **options)
        assert sizes(opened, keys) == numbers(daily_volume(articles, **options), keys)


def test_a_gap_takes_its_articles_out_of_what_can_be_opened():
    found = articles_counted(SOME, gaps=GAP)
    assert "a1" not in set(found["article_id"])
    assert len(found) == 4


def test_the_terms_are_marked_where_they_stand(bundled):
    found = articles_counted(bundled, by="country", terms=TERMS)
    texts = bundled.set_index("article_id")["text"]
    words = {"grain": ("grain", "wheat"), "sanctions": ("sanction",), "talks": ("talks", "negot")}
    marked = [
        (row.item, texts[row.article_id][start:end].lower())
        for row in found.itertuples()
        for start, end in row.spans
    ]
    assert len(marked) > 60
    assert [pair for pair in marked if not pair[1].startswith(words[pair[0]])] == []


def test_a_term_that_stands_in_the_title_only_has_nothing_to_mark():
    articles = SOME.assign(title="Grain, once more")
    found = articles_counted(articles, terms="grain").set_index("article_id")
    assert found["spans"].to_dict()["a0"] == [[0, 5], [23, 28]]
    assert found["spans"].to_dict()["a2"] == []


@pytest.mark.parametrize("date", ["2031-05-07", "2031-04-01", "2031-03-13"])
@pytest.mark.parametrize("by", ["country", "outlet", None])
def test_before_and_after_an_event_open_what_the_window_counts(bundled, date, by):
    gaps = pd.DataFrame({"outlet": ["Lodestar"], "start": pd.to_datetime(["2031-05-10"]),
                         "end": pd.to_datetime(["2031-05-12"])})  # fmt: skip
    for known in (find_gaps(bundled), gaps):
        window = event_window(bundled, date, by=by, gaps=known).set_index(by or "group")
        opened = articles_around(bundled, date, by=by, gaps=known)
        assert set(opened["side"]) <= {"before", "from the event on"}
        for group, row in window.iterrows():
            own = opened.loc[opened[by or "group"] == group, "side"]
            assert ((own == "before").sum(), (own != "before").sum()) == (
                row["n_before"],
                row["n_after"],
            )


days = st.lists(st.integers(0, 40), min_size=1, max_size=25)


@settings(max_examples=40, deadline=None)
@given(days, days, st.integers(5, 35), st.integers(3, 12), st.integers(3, 12))
def test_the_window_and_its_articles_agree_on_any_days(one, two, event, before, after):
    start = pd.Timestamp("2031-03-01")
    rows = [("Post", "US", start + pd.Timedelta(days=day), "A day.") for day in one]
    rows += [("Wire", "US", start + pd.Timedelta(days=day), "A day.") for day in two]
    articles = made_up(rows)
    date = start + pd.Timedelta(days=event)
    window = event_window(articles, date, before=before, after=after).iloc[0]
    opened = articles_around(articles, date, before=before, after=after)
    assert (opened["day"] < 0).sum() == window["n_before"]
    assert (opened["day"] >= 0).sum() == window["n_after"]
