import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text.matching import Lexicon, find_hits
from tests.timing import assert_grows_in_proportion


def found(text: str, *terms: str, context: str = "", **columns) -> list[str]:
    """Words of the text that a lexicon of these terms finds."""
    entries = pd.DataFrame({"key": "k", "term": list(terms)} | columns)
    return [text[start:end] for start, end, _ in Lexicon(entries).find(text, context)]


def test_a_word_that_needs_its_topic_counts_only_in_a_text_on_it():
    far = " The sky was grey." * 20
    assert found("The lane is shut." + far + " Grain waits.", "lane", only_in="grain") == ["lane"]
    assert found("The lane is shut." + far, "lane", only_in="grain") == []


def test_the_topic_may_have_to_be_named_more_than_once_by_any_of_its_words():
    text = "The lane is shut. Grain waits, and wheat waits."
    assert found(text, "lane", only_in="grain|wheat", only_in_least="2") == ["lane"]
    assert found(text, "lane", only_in="grain|wheat", only_in_least="3") == []
    assert found(text, "lane", only_in="grain", only_in_least="2") == []


def test_two_words_for_the_topic_at_one_place_are_one_mention():
    text = "The lane: grain deal."
    assert found(text, "lane", only_in="grain|grain deal", only_in_least="2") == []


def test_a_word_anywhere_in_the_text_can_rule_a_hit_out():
    text = "The war goes on." + " The sky was grey." * 20
    assert found(text, "war", not_in="Troy") == ["war"]
    assert found(text + " Troy fell.", "war", not_in="Troy") == []


def test_a_title_tells_what_a_text_is_about_but_has_no_hits_itself():
    assert found("The lane is shut.", "lane", only_in="grain", context="Grain in the lane") == [
        "lane"
    ]
    assert found("The war goes on.", "war", not_in="Troy", context="Troy") == []


def test_a_guard_on_the_whole_text_goes_together_with_a_guard_nearby():
    guards = {"only_in": "grain", "not_near": "bowling"}
    assert found("Grain waits. The lane is shut.", "lane", **guards) == ["lane"]
    assert found("Grain waits. The bowling lane is shut.", "lane", **guards) == []


def test_entries_that_say_the_same_guard_are_judged_alike():
    entries = pd.DataFrame(
        {"key": ["a", "b", "c"], "term": "lane", "only_in": ["grain", "grain", "wheat"]}
    )
    assert [hit[2] for hit in Lexicon(entries).find("Grain in the lane.")] == [0, 1]


def test_exact_capitals_tell_a_capital_from_a_place_line():
    text = "MOSCOW, May 1. Moscow waits, moscow too."
    assert found(text, "Moscow", case="2") == ["Moscow"]
    assert found(text, "Moscow", case="1") == ["MOSCOW", "Moscow"]


def test_numbers_read_from_a_table_with_gaps_are_understood():
    entries = pd.DataFrame(
        {"key": "k", "term": ["lane", "deal"], "only_in": "grain", "only_in_least": [2, None]}
        | {"case": [2.0, None]}
    )
    assert [hit[2] for hit in Lexicon(entries).find("Grain: the lane, the deal.")] == [1]


@pytest.mark.parametrize("least", ["0", "-1", "two", "1.5"])
def test_an_unusable_number_of_mentions_is_refused(least):
    with pytest.raises(ValueError, match="only_in_least"):
        found("grain", "lane", only_in="grain", only_in_least=least)


def test_an_unknown_case_is_refused():
    with pytest.raises(ValueError, match="case"):
        found("grain", "lane", case="3")


def test_the_title_of_an_article_is_read_where_it_is_named():
    articles = pd.DataFrame({"article_id": ["x", "y"], "title": ["Grain", None], "text": "A lane."})
    lexicon = Lexicon(pd.DataFrame({"key": ["k"], "term": ["lane"], "only_in": ["grain"]}))
    assert find_hits(articles, lexicon, keep=["key"])["article_id"].tolist() == []
    hits = find_hits(articles, lexicon, keep=["key"], context="title")
    assert hits["article_id"].tolist() == ["x"]


WORDS = ["lane", "grain", "grains", "wheat", "sky"]


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=20),
    title=st.lists(st.sampled_from(WORDS), max_size=4),
    least=st.integers(1, 4),
)
def test_mentions_are_counted_as_one_counts_by_hand(words, title, least):
    mentions = sum(word.startswith("grain") or word == "wheat" for word in [*words, *title])
    hits = found(
        " ".join(words), "lane", context=" ".join(title), only_in="grain*|wheat",
        only_in_least=str(least),
    )  # fmt: skip
    assert len(hits) == (words.count("lane") if mentions >= least else 0)


@pytest.mark.parametrize("pattern", ["lane ", "grain ", "lane grain ", "grain grain grain lane "])
def test_guards_on_the_whole_text_take_time_in_proportion_to_its_length(pattern):
    lexicon = Lexicon(
        pd.DataFrame(
            {
                "key": "k",
                "term": ["lane", "grain lane"],
                "only_in": ["grain|grain grain grain", "lane"],
                "not_in": ["sky", "grain grain sky"],
                "not_before": ["grain grain grain sky", ""],
            }
        )
    )
    assert_grows_in_proportion(lexicon.find, pattern, 200_000)
