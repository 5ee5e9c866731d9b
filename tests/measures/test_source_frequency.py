"""Who gets to speak: counts in three units, whose shares add up."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import UNATTRIBUTED, find_quotations, source_frequency
from helpers.stats.schema import UNKNOWN
from tests.measures.source_tables import ARTICLES, FOREIGN, quotation, quotations, table


def row(frequency, **where):
    chosen = frequency
    for name, value in where.items():
        chosen = chosen[chosen[name] == value]
    assert len(chosen) == 1
    return chosen.iloc[0]


def test_a_speaker_is_counted_in_quotations_words_articles_and_outlets():
    roe = row(source_frequency(quotations(), ARTICLES), speaker_id="ann-roe")
    assert (roe["n_quotations"], roe["n_words"], roe["n_articles"], roe["n_outlets"]) == (
        3,
        9,
        2,
        2,
    )
    assert (roe["affiliation"], roe["role"]) == ("US", FOREIGN)
    assert roe["share_quotations"] == pytest.approx(3 / 8)
    assert roe["share_words"] == pytest.approx(9 / 38)
    assert roe["share_articles"] == pytest.approx(2 / 5)


def test_the_most_quoted_come_first_and_equals_by_name():
    names = list(source_frequency(quotations(), ARTICLES)["speaker_name"])
    assert names == ["Ann Roe", "Ivan Tal", "official", UNATTRIBUTED]


def test_quotations_without_a_speaker_are_a_row_and_not_dropped():
    frequency = source_frequency(quotations(), ARTICLES)
    assert row(frequency, speaker_id=UNATTRIBUTED)["n_words"] == 6
    assert frequency["n_quotations"].sum() == 8
    assert "n_speakers" not in frequency


@pytest.mark.parametrize("by", ["speaker", "affiliation", "role", "role_group", "kind_of_day"])
def test_shares_of_quotations_and_words_add_up_to_one_within_each_group(by):
    marked = quotations().assign(kind_of_day="market day")
    frequency = source_frequency(marked, ARTICLES, by, "country")
    sums = frequency.groupby("country")[["share_quotations", "share_words"]].sum()
    assert sums.to_numpy() == pytest.approx(1.0)
    assert frequency["n_quotations"].sum() == 8


def test_an_affiliation_that_no_article_tells_is_counted_as_unknown():
    frequency = source_frequency(quotations(), ARTICLES, "affiliation")
    assert list(frequency["affiliation"]) == ["US", UNKNOWN, "RU"]
    assert list(frequency["n_quotations"]) == [4, 2, 2]


def test_an_official_without_a_name_is_another_one_in_another_article():
    by_role = source_frequency(quotations(), ARTICLES, "role")
    assert row(by_role, role="other official")["n_speakers"] == 2
    assert row(by_role, role=FOREIGN)["n_speakers"] == 1


def test_articles_without_a_quotation_count_in_the_share_of_articles():
    american = row(source_frequency(quotations(), ARTICLES, "affiliation", "country"),
                   affiliation="RU", country="US")  # fmt: skip
    assert american["share_articles"] == pytest.approx(1 / 3)  # of a1, a2 and the silent c1


def test_an_outlet_that_quotes_nobody_is_listed_with_zero():
    silent = row(source_frequency(quotations(), ARTICLES, "outlet"), outlet="Tin Whistle")
    assert (silent["n_quotations"], silent["n_articles"], silent["share_quotations"]) == (0, 0, 0)
    by_country = source_frequency(quotations(), ARTICLES, "country")
    assert dict(zip(by_country["country"], by_country["n_quotations"], strict=True)) == {
        "US": 5, "RU": 3,
    }  # fmt: skip


def test_several_group_columns_can_be_given():
    frequency = source_frequency(quotations(), ARTICLES, "outlet", ["country"])
    assert row(frequency, outlet="Harbor Post")["country"] == "US"


def test_a_missing_outlet_is_a_group_of_its_own():
    articles = ARTICLES.assign(country=pd.Series(["US", None, "RU", "RU", "US"], dtype="str"))
    frequency = source_frequency(quotations(), articles, "affiliation", "country")
    assert frequency["n_quotations"].sum() == 8
    assert UNKNOWN in set(frequency["country"])


def test_one_outlet_is_counted_like_many():
    alone = ARTICLES.iloc[:2]
    assert source_frequency(quotations(), alone)["n_quotations"].sum() == 5


def test_articles_without_outlets_count_no_outlets():
    frequency = source_frequency(quotations(), ARTICLES[["article_id"]])
    assert set(frequency["n_outlets"]) == {0}


def test_a_table_that_has_outlets_already_is_not_joined_twice():
    merged = quotations().merge(ARTICLES[["article_id", "outlet", "country"]])
    assert_frame_equal(
        source_frequency(merged, ARTICLES, "affiliation", "outlet"),
        source_frequency(quotations(), ARTICLES, "affiliation", "outlet"),
    )


def test_no_quotations_give_an_empty_table_of_the_same_shape():
    frequency = source_frequency(table(), ARTICLES)
    assert frequency.empty
    assert list(frequency) == list(source_frequency(quotations(), ARTICLES))
    assert list(source_frequency(table(), ARTICLES, "outlet")["n_quotations"]) == [0, 0, 0]
    assert source_frequency(table(), ARTICLES.iloc[:0], "outlet").empty


def test_nothing_that_is_given_is_changed():
    given, articles = quotations(), ARTICLES.copy()
    source_frequency(given, articles, "role_group", "country")
    assert_frame_equal(given, quotations())
    assert_frame_equal(articles, ARTICLES)


def test_a_column_that_is_nowhere_is_named():
    with pytest.raises(ValueError, match="nor the quotations have a column 'continent'"):
        source_frequency(quotations(), ARTICLES, "continent")


def test_quotations_of_another_corpus_are_refused():
    with pytest.raises(ValueError, match="none of the 8 quotations belongs to one of these 5"):
        source_frequency(quotations(), ARTICLES.assign(article_id=list("vwxyz")))


def test_it_counts_what_the_finder_finds():
    articles = pd.DataFrame(
        {
            "article_id": ["a"],
            "outlet": ["Harbor Post"],
            "text": ["“We are ready,” State Department spokeswoman Ann Roe said."],
        }
    )
    frequency = source_frequency(find_quotations(articles), articles)
    assert list(frequency["speaker_name"]) == ["Ann Roe"]
    assert list(frequency["n_words"]) == [3]


def test_the_name_used_most_often_stands_for_a_speaker():
    rows = table(*[quotation("a1", "Ann Roe")] * 2, quotation("a2", "Ann Roe"))
    rows.loc[2, "speaker_name"] = "Ann M. Roe"
    assert list(source_frequency(rows, ARTICLES)["speaker_name"]) == ["Ann Roe"]
