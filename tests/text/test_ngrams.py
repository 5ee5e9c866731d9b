import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text.ngrams import count_ngrams


def counts_of(*texts: str, length: int = 1, **options) -> list[dict[str, int]]:
    """Uses of each word or sequence, one dict a text."""
    (ngrams,) = count_ngrams(texts, lengths=[length], **options)
    table = ngrams.counts.toarray()
    return [
        {word: int(number) for word, number in zip(ngrams.words, row, strict=True) if number}
        for row in table
    ]


def test_words_are_counted_text_by_text_without_case_and_possessive():
    assert counts_of("Port, port's PORT", "a port") == [{"port": 3}, {"a": 1, "port": 1}]


def test_a_contraction_keeps_its_ending():
    assert counts_of("It’s here") == [{"it's": 1, "here": 1}]


def test_the_country_is_not_the_pronoun():
    assert counts_of("The US told us; U.S. troops") == [
        {"the": 1, "u.s.": 2, "told": 1, "us": 1, "troops": 1}
    ]


def test_sequences_never_run_across_punctuation():
    assert counts_of("one two, three four", length=2) == [{"one two": 1, "three four": 1}]


def test_sequences_never_run_across_a_blank_line_or_from_text_to_text():
    assert counts_of("one\n\ntwo", "three", length=2) == [{}, {}]


def test_sequences_run_across_a_line_break_and_quotation_marks():
    assert counts_of("a ‘grain\ncorridor’ opens", length=3) == [
        {"a grain corridor": 1, "grain corridor opens": 1}
    ]


def test_rare_sequences_are_dropped_but_stay_in_the_totals():
    (ngrams,) = count_ngrams(["a a b", "a c"], min_count=2)
    assert ngrams.words.tolist() == ["a"]
    assert ngrams.totals.tolist() == [3, 2]


def test_skipped_stretches_do_not_count_and_cut_sequences():
    def skip(number: int, text: str) -> list[tuple[int, int]]:
        place = text.find("RT")
        return [(place, place + 2)] if place >= 0 and number == 0 else []

    assert counts_of("so RT says", "so RT says", length=1, skip=skip) == [
        {"so": 1, "says": 1},
        {"so": 1, "rt": 1, "says": 1},
    ]
    assert counts_of("so RT says", length=2, skip=skip) == [{}]


@pytest.mark.parametrize("texts", [[], [""], ["", "…"]])
def test_no_words_give_no_columns(texts):
    for ngrams in count_ngrams(texts, lengths=[1, 2, 3]):
        assert ngrams.counts.sum() == 0
        assert ngrams.totals.tolist() == [0] * len(texts)


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(st.lists(st.sampled_from("abc"), max_size=8), min_size=1, max_size=5),
    length=st.integers(1, 4),
)
def test_counts_equal_a_plain_count(texts, length):
    expected = []
    for words in texts:
        plain: dict[str, int] = {}
        for start in range(len(words) - length + 1):
            sequence = " ".join(words[start : start + length])
            plain[sequence] = plain.get(sequence, 0) + 1
        expected.append(plain)
    joined = [" ".join(words) for words in texts]
    assert counts_of(*joined, length=length) == expected
    (ngrams,) = count_ngrams(joined, lengths=[length])
    assert ngrams.totals.tolist() == [sum(plain.values()) for plain in expected]
    assert ngrams.counts.dtype == np.int64
