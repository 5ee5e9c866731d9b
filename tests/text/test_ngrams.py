import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text.ngrams import count_ngrams, find_ngrams


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


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(["a", "B", "b's", "U.S.", "us", ",", "\n\n", "“a"]), max_size=9),
        min_size=1, max_size=4,
    ),
    length=st.integers(1, 3),
)  # fmt: skip
def test_what_is_found_is_what_is_counted(texts, length):
    joined = [" ".join(words) for words in texts]
    (ngrams,) = count_ngrams(joined, lengths=[length])
    found = find_ngrams(joined, ngrams.words)
    counts = [dict.fromkeys(ngrams.words, 0) for _ in texts]
    for number, start, end, words in found:
        counts[number][words] += 1
        assert joined[number][start:end].strip() == joined[number][start:end]
        (again,) = count_ngrams([joined[number][start:end]], lengths=[length])
        assert again.words.tolist() == [words]
    assert [list(row.values()) for row in counts] == ngrams.counts.toarray().tolist()


def test_sequences_of_several_lengths_are_found_with_their_places():
    text = "The port, the old port's wall."
    assert find_ngrams(["", text], ["port", "old port", "the old port", "port the"]) == [
        (1, 4, 8, "port"),
        (1, 18, 24, "port"),
        (1, 14, 24, "old port"),
        (1, 10, 24, "the old port"),
    ]


def test_what_is_skipped_is_not_found():
    assert find_ngrams(["so RT says"], ["rt", "so rt", "says"], skip=lambda *_: [(3, 5)]) == [
        (0, 6, 10, "says")
    ]


def test_nothing_wanted_is_nothing_found():
    assert find_ngrams(["a port"], []) == []
