import pandas as pd
import pytest

from helpers.measures.frame_variants import frame_variants
from helpers.stats import stack_specifications

TEXTS = {
    "a1": "The mayor accused the harbour. “It is a threat,” he said, “and a war.”",
    "a2": "Prices rose and the critics were angry. It is no threat.",
    "b1": "The bakers lost their jobs, and the mayor refused to talk.",
    "b2": "The bakers lost their jobs, and the mayor refused to talk.",
}
ARTICLES = pd.DataFrame(
    {
        "article_id": list(TEXTS),
        "text": list(TEXTS.values()),
        "title": ["A threat", "Prices", "Bakers", "Bakers"],
        "outlet": ["P", "Q", "R", "S"],
        "country": ["US", "US", "RU", "RU"],
        "duplicate_of": [None, None, None, "b1"],
    }
).astype("str")


def total(table: pd.DataFrame, frame: str = "conflict") -> float:
    return table[table["frame"] == frame]["weighted_hits"].sum()


@pytest.fixture(scope="module")
def variants():
    return frame_variants(ARTICLES)


def test_the_finding_itself_comes_first(variants):
    assert next(iter(variants)) == "all articles"
    assert len(variants["all articles"]) == 4 * 5


def test_own_and_quoted_words_add_up_to_all(variants):
    parts = total(variants["own voice only"]) + total(variants["quoted words only"])
    assert parts == total(variants["all articles"]) > total(variants["own voice only"]) > 0


def test_the_two_halves_of_the_list_add_up_to_all(variants):
    halves = [variants["one half of the list"], variants["the other half"]]
    for frame in variants["all articles"]["frame"].unique():
        whole = total(variants["all articles"], frame)
        assert sum(total(half, frame) for half in halves) == pytest.approx(whole)


def test_copies_negated_words_and_headlines_are_told_apart(variants):
    assert "b2" not in set(variants["without copies"]["article_id"])
    assert total(variants["negated words, too"]) > total(variants["all articles"])
    assert total(variants["headlines only"]) == 1
    unweighted = variants["each word counts 1"]
    assert (unweighted["weighted_hits"] == unweighted["hits"]).all()


def test_choices_that_make_no_difference_are_left_out():
    plain = ARTICLES[["article_id", "text", "country", "outlet"]].iloc[[2]]
    names = set(frame_variants(plain))
    assert names == {"all articles", "each word counts 1", "one half of the list", "the other half"}


def test_the_tables_can_be_compared_as_they_are(variants):
    table = stack_specifications(
        variants, numerator="weighted_hits", denominator="n_words", by="frame", n_resamples=50
    )
    assert set(variants) <= set(table["specification"])


def test_the_input_is_not_changed(variants):
    before = ARTICLES.copy()
    frame_variants(ARTICLES)
    pd.testing.assert_frame_equal(ARTICLES, before)
