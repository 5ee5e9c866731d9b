"""Sentences: exact, never across paragraphs, not cut after ranks and titles."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text import split_sentences


def split(text: str) -> list[str]:
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]}).astype("str")
    return split_sentences(articles)["text"].tolist()


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Gen. Ann Roe of the U.S. Army met Sen. Bob Doe on Jan. 5.",
        "Gov. Ann Roe and Rep. J. K. Doe, D-Mich., spoke at 5 p.m. in the hall.",
        "Brig. Gen. A. Roe told Mr. Doe Jr. that No. 3 was ready.",
        "Prof. Roe v. Col. Doe is on the list.",
    ],
)
def test_ranks_titles_and_abbreviations_do_not_end_a_sentence(sentence: str):
    assert split(f"{sentence} Then all left.") == [sentence, "Then all left."]


def test_a_country_abbreviation_may_end_a_sentence():
    assert split("She lives in the U.S. He left it.") == ["She lives in the U.S.", "He left it."]


def test_closing_quotation_mark_stays_with_its_sentence():
    assert split("“We go.” She left. He said: “Stay.” Nobody did.") == [
        "“We go.”",
        "She left.",
        "He said: “Stay.”",
        "Nobody did.",
    ]


def test_a_quoted_question_and_its_speaker_are_one_sentence():
    assert split("“Is it open?” Roe asked. It was.") == ["“Is it open?” Roe asked.", "It was."]


def test_a_sentence_never_crosses_a_paragraph():
    assert split("A heading without a stop\n\nThe text begins.") == [
        "A heading without a stop",
        "The text begins.",
    ]


def test_quoted_sentences_are_marked():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["“We build it now.” The road is long."]})
    table = split_sentences(articles.astype("str"))
    assert table["in_quotation"].tolist() == [True, False]


def test_columns_and_types_are_the_declared_ones():
    table = split_sentences(
        pd.DataFrame({"article_id": ["a", "b"], "text": ["One. Two.", "Three."]})
    )
    assert table["sentence_id"].tolist() == [0, 1, 0]
    assert [str(dtype) for dtype in table.dtypes] == [
        "str",
        "int64",
        "int64",
        "int64",
        "str",
        "bool",
    ]


def test_no_articles_give_an_empty_table_with_columns():
    table = split_sentences(pd.DataFrame({"article_id": [], "text": []}).astype("str"))
    assert table.empty
    assert list(table) == ["article_id", "sentence_id", "start", "end", "text", "in_quotation"]


@given(st.text(alphabet="AB ab.?!“”\"'\n,é 1", max_size=150))
def test_offsets_are_exact_and_no_letter_is_lost(text: str):
    table = split_sentences(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert all(text[a:b] == t for a, b, t in zip(table.start, table.end, table.text, strict=True))
    assert "".join("".join(table["text"]).split()) == "".join(text.split())
