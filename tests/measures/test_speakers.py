"""Speakers across articles, and shares of quoted words."""

import pandas as pd
import pytest

from helpers.measures import find_quotations, quoted_share, share_affiliations


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
