"""Words, sentences and quotation marks, found once for all measures."""

from helpers.text.quotation_marks import quoted_spans
from helpers.text.sentences import split_sentences
from helpers.text.words import count_words, find_words, words

__all__ = ["count_words", "find_words", "quoted_spans", "split_sentences", "words"]
