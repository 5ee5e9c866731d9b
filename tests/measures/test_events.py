"""Events found by date and words, told by one press or both."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from helpers.measures import find_events, pair_articles, told_by_both

CORPUS = Path(__file__).parents[2] / "data" / "two_capitals" / "articles.csv"
FERRY = "The ferry Albatross ran aground off the harbor of Varn while forty passengers slept"
STRIKE = "Miners of the Kolva pit began a strike over unpaid wages and blocked the railway"
FILLER = (
    "Weather stayed mild.", "A choir sang in the square.", "Bread prices rose a little.",
    "The museum opened a new hall.", "Two schools closed for repairs.", "A bridge was painted.",
)  # fmt: skip


def make(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Articles from (outlet, country, date, text); the title is the first words."""
    table = pd.DataFrame(rows, columns=["outlet", "country", "date", "text"])
    return table.assign(
        article_id=[f"a{number:02}" for number in range(len(rows))],
        title=table["text"].str.split().str[:7].str.join(" "),
        date=pd.to_datetime(table["date"]),
    )


@pytest.fixture
def articles() -> pd.DataFrame:
    rows = [
        ("Harbor Post", "US", "2031-01-05", f"{FERRY} near the lighthouse."),
        ("Nevsky Wire", "RU", "2031-01-05", f"{FERRY}, a captain said."),
        ("Lone Star", "US", "2031-01-06", f"{FERRY}. Divers came."),
        ("Nevsky Wire", "RU", "2031-01-06", f"{STRIKE} yesterday."),
        ("Harbor Post", "US", "2031-01-07", f"{STRIKE} in the snow."),
        *(("Lone Star", "US", "2031-01-06", text) for text in FILLER),
    ]
    return make(rows)


def test_articles_on_one_thing_share_an_event_and_others_do_not(articles):
    events = find_events(articles)["event"]
    assert len(set(events[:3])) == 1
    assert len(set(events[3:5])) == 1
    assert events.nunique() == 2 + len(FILLER)


def test_an_event_is_named_by_its_first_day_and_its_words(articles):
    event = find_events(articles)["event"][0]
    assert event.startswith("2031-01-05 ")
    assert set(event.split()[1:]) <= set(FERRY.lower().split())
    assert len(event.split()) == 4


def test_articles_and_outlets_of_an_event_are_counted(articles):
    row = find_events(articles).iloc[0]
    assert (row["n_articles"], row["n_outlets"]) == (3, 3)
    alone = find_events(articles).iloc[-1]
    assert (alone["n_articles"], alone["n_outlets"], alone["similarity"]) == (1, 1, 1.0)


def test_the_same_words_much_later_are_another_event(articles):
    later = articles.assign(date=articles["date"].where(articles.index != 2, "2031-02-20"))
    events = find_events(later)["event"]
    assert events[0] == events[1] != events[2]


def test_a_story_that_goes_on_is_cut_after_its_longest_time():
    days = pd.date_range("2031-01-01", periods=30, freq="2D").strftime("%Y-%m-%d")
    rows = [("Harbor Post", "US", day, FERRY) for day in days]
    rows += [("Lone Star", "US", days[0], text) for text in FILLER]
    table = find_events(make(rows), longest=10)
    assert table["event"][:30].nunique() == 5
    assert len(set(find_events(make(rows), longest=100)["event"][:30])) == 1


def test_a_higher_threshold_makes_more_and_smaller_events(articles):
    counts = [
        find_events(articles, threshold=level)["event"].nunique() for level in (0.05, 0.3, 0.9)
    ]
    assert counts == sorted(counts)


def test_a_column_of_events_is_believed(articles):
    given_ = articles.assign(event=["ferry"] * 3 + ["strike"] * 2 + [None] * 6)
    table = find_events(given_)
    assert table["event"][:5].tolist() == ["ferry"] * 3 + ["strike"] * 2
    assert table["event"][5:].isna().all()
    assert table["n_articles"].tolist() == [3] * 3 + [2] * 2 + [0] * 6
    assert table["similarity"][:5].between(0.5, 1).all()
    found = find_events(given_, use_column=False)
    assert found["event"].notna().all()


def test_articles_without_a_date_have_no_event(articles):
    articles.loc[1, "date"] = pd.NaT
    table = find_events(articles)
    assert pd.isna(table["event"][1])
    assert table["n_articles"][:3].tolist() == [2, 0, 2]


def test_result_does_not_depend_on_order_or_index_and_input_is_kept(articles):
    before = articles.copy(deep=True)
    table = find_events(articles)
    shuffled = articles.sample(frac=1, random_state=3)
    again = find_events(shuffled)
    assert again.index.equals(shuffled.index)
    assert_frame_equal(table, again.sort_index())
    assert_frame_equal(articles, before)


def b_cubed(truth: pd.Series, found: pd.Series) -> tuple[float, float]:
    """Precision and recall of Bagga & Baldwin (1998)."""
    table = pd.crosstab(truth.to_numpy(), found.to_numpy()).to_numpy().astype(float)
    return (
        (table**2 / table.sum(axis=0)).sum() / table.sum(),
        (table**2 / table.sum(axis=1, keepdims=True)).sum() / table.sum(),
    )


@pytest.fixture(scope="module")
def two_capitals() -> pd.DataFrame:
    return pd.read_csv(CORPUS, parse_dates=["date"])


def test_events_of_two_capitals_are_found_again(two_capitals):
    found = find_events(two_capitals, use_column=False)
    precision, recall = b_cubed(two_capitals["event"], found["event"])
    assert precision == 1
    assert recall >= 0.88


def test_events_of_two_capitals_are_told_apart_by_words_where_dates_do_not_help(two_capitals):
    days = pd.to_timedelta(np.arange(len(two_capitals)) % 4, unit="D")
    crowded = two_capitals.assign(date=pd.Timestamp("2031-03-01") + days)
    precision, recall = b_cubed(
        two_capitals["event"], find_events(crowded, use_column=False)["event"]
    )
    assert precision >= 0.9
    assert recall >= 0.8


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Harbor Post", "Nevsky Wire", None]),
            st.sampled_from(["US", "RU", None]),
            st.sampled_from(["2031-01-05", "2031-01-06", None]),
            st.text(max_size=60),
        ),
        max_size=8,
    )
)
def test_any_text_is_placed_once_and_counts_add_up(rows):
    articles = make(rows)
    table = find_events(articles)
    assert len(table) == len(articles)
    assert (table["event"].isna() == articles["date"].isna().to_numpy()).all()
    known = table[table["event"].notna()]
    assert (known.groupby("event")["article_id"].transform("size") == known["n_articles"]).all()
    assert known["similarity"].between(0, 1).all()


def test_missing_texts_and_titles_do_not_matter(articles):
    bare = articles.assign(text=None, title=None)
    assert find_events(bare)["n_articles"].eq(1).all()


def test_long_hostile_text_takes_no_time(articles):
    hostile = articles.assign(text="a'" * 200_000 + "((((" * 50_000)
    assert len(find_events(hostile)) == len(articles)


@pytest.mark.parametrize("options", [{"threshold": 0}, {"threshold": 1}, {"days": -1}])
def test_options_out_of_range_are_refused(articles, options):
    with pytest.raises(ValueError, match="find_events"):
        find_events(articles, **options)


def test_events_told_by_both_come_with_their_counts(articles):
    events = find_events(articles)
    told = told_by_both(events, articles)
    assert told["n_articles_a"].tolist() == [2, 1]
    assert told["n_articles_b"].tolist() == [1, 1]
    assert told["n_outlets_a"].tolist() == [2, 1]
    assert told["first_date"][0] == pd.Timestamp("2031-01-05")
    assert set(told["told_by"]) == {"both"}


def test_events_told_by_one_side_can_be_listed_too(articles):
    told = told_by_both(find_events(articles), articles, only_both=False)
    assert told["told_by"].tolist() == ["both"] * 2 + ["US"] * len(FILLER)


def test_articles_of_neither_group_are_counted_apart(articles):
    other = articles.assign(country=articles["country"].where(articles.index != 2, "CN"))
    told = told_by_both(find_events(other), other).set_index("event")
    assert told.loc[find_events(other)["event"][0], "n_others"] == 1


def test_the_pair_is_the_closest_in_words_and_days(articles):
    pairs = pair_articles(find_events(articles), articles)
    assert len(pairs) == 2
    first = pairs.iloc[0]
    assert (first["article_id_a"], first["article_id_b"], first["n_days"]) == ("a00", "a01", 0)
    second = pairs.iloc[1]
    assert (second["article_id_a"], second["article_id_b"], second["n_days"]) == ("a04", "a03", -1)
    assert pairs["similarity"].between(0, 1).all()


def test_no_article_stands_in_two_pairs_of_an_event(articles):
    pairs = pair_articles(find_events(articles), articles, n_pairs=5)
    assert pairs["event"].value_counts().max() == 1  # one side told each event once
    assert not pairs["article_id_a"].duplicated().any()


def test_a_copy_is_not_read_beside_its_original(articles):
    copied = articles.assign(duplicate_of=[None, "a00", *[None] * 9])
    events = find_events(copied)
    assert len(pair_articles(events, copied)) == 1
    assert len(pair_articles(events, copied, different_text=False)) == 2


def test_nothing_told_by_both_gives_empty_tables(articles):
    us = articles[articles["country"] == "US"]
    events = find_events(us)
    assert told_by_both(events, us).empty
    assert pair_articles(events, us).empty
    with pytest.raises(ValueError, match="Name two groups"):
        told_by_both(events, us, groups=("US", "US"))
