"""What counts as a word."""

from helpers.text import count_words, find_words, words


def test_contractions_and_hyphens_are_one_word():
    assert words("He won’t see the prime-minister") == [
        "he",
        "won't",
        "see",
        "the",
        "prime-minister",
    ]


def test_numbers_keep_their_separators():
    assert words("1,200.5 tonnes in 2022.") == ["1,200.5", "tonnes", "in", "2022"]


def test_abbreviations_with_inner_stops_are_one_word():
    assert count_words("The U.S. and AT&T agree.") == 5


def test_spans_point_at_the_words():
    text = "A man’s word, a man's 2.5 words: naïve Ünal Мир."
    assert [text[a:b].replace("’", "'").lower() for a, b in find_words(text)] == words(text)


def test_an_empty_text_has_no_words():
    assert count_words("") == 0
    assert find_words(" … — ") == []
