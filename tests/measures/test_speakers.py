"""Counts of speakers and shares of quoted words."""

import pandas as pd
import pytest

from helpers.measures import count_speakers, find_quotations, quoted_share
from helpers.measures.speakers import (
    UNATTRIBUTED,
    UNKNOWN,
    count_affiliations,
    share_affiliations,
)
from helpers.text import count_words


@pytest.fixture
def articles() -> pd.DataFrame:
    texts = [
        "“We are ready,” State Department spokeswoman Ann Roe said. Roe said that it was late.",
        "“We are ready,” said Ann Roe. “It is all over now for the town.”\n\nThe “plan” failed.",
        "“All of this will be over by the end of the winter.”\n\nIt rained all day.",
        "Nobody spoke.",
    ]
    return pd.DataFrame(
        {
            "article_id": ["a", "b", "c", "d"],
            "outlet": ["Herald", "Courier", "Courier", "Courier"],
            "country": ["US", "RU", "RU", "RU"],
            "text": texts,
        }
    )


@pytest.fixture
def quotations(articles: pd.DataFrame) -> pd.DataFrame:
    return find_quotations(articles)


def test_a_speaker_is_counted_in_quotations_articles_words_and_outlets(quotations, articles):
    row = count_speakers(quotations, articles).set_index("speaker_name").loc["Ann Roe"]
    assert row["n_quotations"] == 3
    assert row["n_articles"] == 2
    assert row["n_outlets"] == 2
    roe = quotations[quotations["speaker_name"] == "Ann Roe"]
    assert row["n_words"] == sum(map(count_words, roe["text"]))
    assert row["affiliation"] == "US"


def test_unattributed_quotations_are_counted_and_not_dropped(quotations, articles):
    table = count_speakers(quotations, articles)
    assert table["n_quotations"].sum() == len(quotations)
    assert UNATTRIBUTED in set(table["speaker_name"])


def test_groups_add_up_to_the_whole(quotations, articles):
    table = count_speakers(quotations, articles, by="country")
    assert table["n_quotations"].sum() == len(quotations)
    assert set(table["country"]) == {"US", "RU"}


def test_an_unknown_group_column_is_named(quotations, articles):
    with pytest.raises(KeyError, match="continent"):
        count_speakers(quotations, articles, by="continent")


def test_articles_without_outlets_count_no_outlets(quotations, articles):
    table = count_speakers(quotations, articles.drop(columns=["outlet", "country"]))
    assert set(table["n_outlets"]) == {0}


def test_quotations_of_a_group_that_is_missing_are_kept(quotations, articles):
    articles = articles.assign(country=pd.Series([None, "RU", "RU", "RU"], dtype="str"))
    table = count_speakers(quotations, articles, by="country")
    assert table["n_quotations"].sum() == len(quotations)


def test_shares_of_affiliations_add_up_to_one_within_each_outlet(quotations, articles):
    table = count_affiliations(quotations, articles)
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1])
    assert UNKNOWN in set(table["affiliation"])


def test_all_articles_have_a_quoted_share(quotations, articles):
    table = quoted_share(quotations, articles)
    assert table["article_id"].tolist() == ["a", "b", "c", "d"]
    assert table["n_quotations"].tolist() == [2, 1, 1, 0]
    assert table["n_speakers"].tolist() == [1, 1, 0, 0]
    assert table["share_quoted"].tolist()[3] == 0


def test_only_words_inside_marks_of_a_quotation_are_quoted_words(quotations, articles):
    table = quoted_share(quotations, articles).set_index("article_id")
    assert table.loc["a", "n_words_quoted"] == 3  # the indirect statement does not count
    assert table.loc["b", "n_words_quoted"] == 3 + 8  # the scare quotes do not count


def test_overlapping_quotations_count_their_words_once(articles):
    quotations = find_quotations(articles.iloc[:1])
    doubled = pd.concat([quotations, quotations], ignore_index=True)
    assert quoted_share(doubled, articles.iloc[:1])["n_words_quoted"].tolist() == [3]


def test_empty_tables_give_empty_counts(articles):
    none = find_quotations(articles.iloc[:0])
    assert count_speakers(none, articles).empty
    assert count_affiliations(none, articles).empty
    assert quoted_share(none, articles)["n_quotations"].sum() == 0


def test_an_empty_text_has_no_share():
    articles = pd.DataFrame({"article_id": ["a"], "text": [""]})
    assert quoted_share(find_quotations(articles), articles)["share_quoted"].isna().all()


def test_another_article_tells_whom_a_named_person_speaks_for(quotations):
    before = quotations.copy()
    shared = share_affiliations(quotations).set_index(["article_id", "quotation_id"])
    roe = shared[shared["speaker_name"] == "Ann Roe"]
    assert set(roe["affiliation"]) == {"US"}
    assert set(roe.loc["a", "affiliation_from"]) <= {"phrase", "introduction"}
    assert set(roe.loc["b", "affiliation_from"]) == {"other articles"}
    assert shared.loc["c", "affiliation"].isna().all()
    pd.testing.assert_frame_equal(quotations, before)


def test_an_institution_without_a_name_takes_nothing_from_other_articles():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": [
                "The Russian ministry refused. “We are done here for now,” the ministry said.",
                "“We have only begun to talk,” the ministry said.",
            ],
        }
    )
    shared = share_affiliations(find_quotations(articles))
    assert shared.loc[shared["article_id"] == "b", "affiliation"].isna().all()


def test_speakers_in_another_script_stay_apart():
    texts = ["“We are ready to sail now,” said Анна Роу.", "“We are not,” said Дмитро Кравец."]
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    found = find_quotations(articles)
    assert found["speaker_id"].nunique() == 2
