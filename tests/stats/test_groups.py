"""Any two groups of a corpus."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.corpus import CorpusError
from helpers.corpus.outlets import add_outlet_facts, load_outlets
from helpers.stats import compare, make_groups


@pytest.fixture
def articles() -> pd.DataFrame:
    """Four invented outlets, each with four articles on two events."""
    rows = [
        (f"{outlet}{event}{number}", outlet, country, owner, event, day)
        for outlet, country, owner in (
            ("Harbor Post", "US", "private"), ("Lone Star", "US", "nonprofit"),
            ("Nevsky Wire", "RU", "state"), ("Volga Line", "RU", "private"),
        )
        for event, day in (("ferry", "2031-01-05"), ("strike", "2031-06-05"))
        for number in range(2)
    ]  # fmt: skip
    columns = ["article_id", "outlet", "country", "ownership", "event", "date"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        date=pd.to_datetime(table["date"]), tone=[float(number % 5) for number in range(16)]
    )


def test_presses_are_compared_by_default(articles):
    row = compare(articles, numerator="tone").iloc[0]
    assert (row["group"], row["a"], row["b"], row["cluster"]) == ("country", "US", "RU", "outlet")
    assert row["n_articles_a"] == 8


def test_state_is_compared_with_all_others(articles):
    groups = make_groups(articles, by="ownership", groups=("state", ("private", "nonprofit")))
    assert (groups.a, groups.b) == ("state", "private or nonprofit")
    assert groups.rows.groupby("group").size().to_dict() == {"private or nonprofit": 12, "state": 4}


def test_a_single_outlet_on_one_side_is_said_and_events_are_drawn(articles):
    row = compare(
        articles, numerator="tone", by="ownership", groups=("state", ("private", "nonprofit"))
    ).iloc[0]
    assert row["cluster"] == "event"
    assert "1 and 3 outlets: the comparison says nothing of other outlets" in row["note"]


def test_before_and_after_a_day_the_same_outlets_are_paired(articles):
    row = compare(articles, numerator="tone", split_date="2031-06-05").iloc[0]
    assert (row["a"], row["b"], row["group"]) == ("before 2031-06-05", "from 2031-06-05", "date")
    assert row["n_articles_b"] == 8
    assert "the two sides are paired within 4 outlets" in row["note"]


def test_articles_without_a_date_are_left_out_and_counted(articles):
    articles.loc[0, "date"] = pd.NaT
    row = compare(articles, numerator="tone", split_date="2031-06-05").iloc[0]
    assert row["n_articles_a"] == 7
    assert "1 row without a date left out" in row["note"]


def test_two_outlets_are_compared_over_events_and_that_is_said(articles):
    row = compare(
        articles, numerator="tone", by="outlet", groups=("Harbor Post", "Nevsky Wire")
    ).iloc[0]
    assert row["cluster"] == "event"
    assert "1 and 1 outlets: the comparison says nothing of other outlets" in row["note"]


def test_without_events_two_outlets_are_compared_over_articles(articles):
    row = compare(
        articles.drop(columns="event"), numerator="tone", by="outlet",
        groups=("Harbor Post", "Nevsky Wire"),
    ).iloc[0]  # fmt: skip
    assert row["cluster"] == "article_id"


def test_columns_that_a_measure_lacks_come_from_the_articles(articles):
    measured = articles[["article_id", "tone"]].assign(frame="war")
    row = compare(measured, articles=articles, numerator="tone", within="frame").iloc[0]
    assert (row["frame"], row["cluster"]) == ("war", "outlet")
    assert row["difference"] == compare(articles, numerator="tone")["difference"].item()


def test_a_family_is_corrected_together(articles):
    data = pd.concat([articles.assign(frame=name) for name in "abc"])
    table = compare(data, numerator="tone", within="frame")
    assert len(table) == 3
    assert (table["q_value"] >= table["p_value"]).all()


def test_the_caller_may_choose_what_is_drawn(articles):
    row = compare(articles, numerator="tone", cluster=("outlet", "event")).iloc[0]
    assert row["cluster"] == "outlet × event"


def test_a_column_of_two_values_needs_no_names(articles):
    groups = make_groups(articles, by="event")
    assert (groups.a, groups.b, groups.cluster) == ("ferry", "strike", "outlet")


def test_articles_are_never_changed(articles):
    before = articles.copy(deep=True)
    make_groups(articles, by="event")
    compare(articles, numerator="tone", split_date="2031-02-01")
    assert_frame_equal(articles, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "outlet"}, "two groups are needed, not 4. Name two of the values of 'outlet'"),
        ({"by": "mood"}, "no column 'mood'"),
        ({"by": "ownership", "groups": ("state", ("state", "private"))}, "stands on both sides"),
        ({"split_date": "spring"}, "'spring' is no date"),
        ({"split_date": "2031-01-01", "by": "outlet"}, "holds no dates"),
        ({"split_date": "2031-01-01", "groups": ("US", "RU")}, "not both"),
    ],
)
def test_unusable_choices_say_what_is_wrong(articles, options, message):
    with pytest.raises(ValueError, match=message):
        make_groups(articles, **options)


def test_a_missing_owner_says_where_to_get_it(articles):
    with pytest.raises(ValueError, match="add_outlet_facts"):
        make_groups(articles.drop(columns="ownership"), by="ownership", groups=("state", "private"))


def test_a_group_that_does_not_occur_gives_a_row_that_says_so(articles):
    row = compare(articles, numerator="tone", groups=("US", "CN")).iloc[0]
    assert "no CN rows: nothing to compare" in row["note"]


def test_owners_come_from_the_register(articles):
    register = load_outlets(
        pd.DataFrame({"outlet": ["Harbor Post", "Volga Line"], "ownership": ["public", "state"]})
    )
    known = add_outlet_facts(articles.drop(columns="ownership"), register, ["ownership"])
    owners = known.drop_duplicates("outlet").set_index("outlet")["ownership"]
    assert owners["Harbor Post"] == "public"
    assert pd.isna(owners["Lone Star"])
    given = add_outlet_facts(articles, register, "ownership")["ownership"]
    assert given.tolist() == articles["ownership"].tolist()


def test_a_fact_that_the_register_lacks_is_refused(articles):
    with pytest.raises(CorpusError, match="no column 'colour'"):
        add_outlet_facts(articles, facts=["colour"])
