"""Edges from outlets to speakers and from presses to sides."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import quotes_network, who_quotes_whom
from helpers.stats.schema import UNKNOWN
from tests.measures.source_tables import ARTICLES, quotations, table


def test_an_edge_counts_quotations_words_and_articles_of_one_outlet():
    edges = quotes_network(quotations(), ARTICLES, min_quotations=1)
    edge = edges.set_index(["outlet", "speaker_name"]).loc[("Harbor Post", "Ann Roe")]
    assert edge[["n_quotations", "n_words", "n_articles", "n_all"]].tolist() == [2, 8, 1, 5]
    assert edge["share"] == pytest.approx(2 / 5)
    assert (edge["country"], edge["affiliation"]) == ("US", "US")
    assert len(edges) == 4  # two named speakers of each outlet


def test_persons_without_a_name_are_sources_only_if_asked_for():
    edges = quotes_network(quotations(), ARTICLES, min_quotations=1, unnamed=True)
    assert len(edges) == 6
    assert (edges["speaker_name"] == "official").sum() == 2


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("company", False), ("state media", False), ("iFerry", True), ("外交部", True), ("СМИ", True)],
)
def test_what_is_called_by_no_name_is_no_single_source(name, is_one):
    given = quotations()
    given.loc[given["speaker_name"] == "Ann Roe", ["speaker_name", "anonymous"]] = [name, False]
    edges = quotes_network(given, ARTICLES, min_quotations=1)
    assert (edges["speaker_name"] == name).any() == is_one
    assert (quotes_network(given, ARTICLES, unnamed=True)["speaker_name"] == name).any()


def test_light_edges_are_left_out_and_the_total_stays():
    edges = quotes_network(quotations(), ARTICLES)
    assert edges[["outlet", "speaker_name", "n_all"]].to_numpy().tolist() == [
        ["Harbor Post", "Ann Roe", 5]
    ]


def test_outlets_without_a_country_have_edges_too():
    edges = quotes_network(quotations(), ARTICLES.drop(columns="country"), min_quotations=1)
    assert "country" not in edges
    assert len(edges) == 4


def test_an_outlet_to_which_an_export_gives_two_countries_is_one_node():
    first = ARTICLES["outlet"] == ARTICLES["outlet"].iloc[0]
    countries = ARTICLES["country"].where(ARTICLES.index != ARTICLES.index[first][-1], "GB")
    edges = quotes_network(quotations(), ARTICLES.assign(country=countries), min_quotations=1)
    assert not edges.duplicated(["outlet", "speaker_id"]).any()
    assert edges.groupby("outlet")["country"].nunique().tolist() == [1, 1]


def test_no_quotations_have_no_edges():
    assert quotes_network(table(), ARTICLES).empty


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="min_quotations must be 1 or more, not 0"):
        quotes_network(quotations(), ARTICLES, min_quotations=0)
    with pytest.raises(ValueError, match="no column 'outlet'"):
        quotes_network(quotations(), ARTICLES[["article_id"]])


def test_every_press_and_side_is_a_cell_also_where_nobody_speaks():
    cells = who_quotes_whom(quotations(), ARTICLES, voices=["US", "RU", "UA"])
    assert cells["affiliation"].tolist() == ["US", "RU", "UA", UNKNOWN] * 2
    table_of = cells.pivot_table(index="country", columns="affiliation", values="n_quotations")
    assert table_of.loc["US"].to_dict() == {"US": 3, "RU": 1, "UA": 0, UNKNOWN: 1}
    assert table_of.loc["RU"].to_dict() == {"US": 1, "RU": 1, "UA": 0, UNKNOWN: 1}
    assert cells.groupby("country")["share"].sum().tolist() == pytest.approx([1, 1])
    assert cells["n_all"].tolist() == [3] * 4 + [5] * 4


def test_other_countries_can_be_put_together():
    cells = who_quotes_whom(quotations(), ARTICLES, voices=["US"])
    assert cells["affiliation"].unique().tolist() == ["US", "another country", UNKNOWN]


def test_all_sides_are_told_apart_by_default():
    assert set(who_quotes_whom(quotations(), ARTICLES)["affiliation"]) == {"US", "RU", UNKNOWN}


def test_an_outlet_that_quotes_nobody_has_no_share():
    cells = who_quotes_whom(quotations(), ARTICLES, by="outlet").set_index("outlet")
    assert (cells.loc["Tin Whistle", "n_quotations"] == 0).all()
    assert cells.loc["Tin Whistle", "share"].isna().all()


def test_no_quotations_and_one_outlet():
    cells = who_quotes_whom(table(), ARTICLES, voices=["US", "RU"])
    assert cells["n_quotations"].tolist() == [0] * 4
    assert cells["share"].isna().all()
    assert who_quotes_whom(table(), ARTICLES).empty
    assert set(who_quotes_whom(quotations(), ARTICLES.iloc[:2])["country"]) == {"US"}


def test_a_missing_country_is_a_press_of_its_own_and_nothing_is_changed():
    articles = ARTICLES.assign(country=pd.Series([None] * 5, dtype="str"))
    given = quotations()
    assert set(who_quotes_whom(given, articles)["country"]) == {UNKNOWN}
    assert_frame_equal(given, quotations())
