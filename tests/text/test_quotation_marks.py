"""Stretches between quotation marks, in every style and with every mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text import quoted_spans
from helpers.text.quotation_marks import find_quoted, paragraph_spans
from tests.timing import assert_grows_in_proportion


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("``", "''"), ("''", "''"), ("«", "»"), ("„", "“"), ("‘", "’")],
)
def test_every_style_of_marks_is_read(opening: str, closing: str):
    text = f"Roe said: {opening}The bridge is open.{closing} Then she left."
    assert quoted(text) == ["The bridge is open."]


def test_apostrophes_are_no_quotation_marks():
    assert quoted("The workers’ rights and the owners' claims weren't Roe's concern.") == []


def test_possessive_within_single_marks_does_not_close_them():
    assert quoted("‘The workers’ rights matter,’ Roe said.") == ["The workers’ rights matter,"]


def test_years_and_elisions_open_nothing():
    assert quoted("Back in the '90s, 'twas a dance in the ’80s' style.") == []


def test_inches_and_feet_open_nothing():
    assert quoted('The crate is 6\' 2" wide and 3" high.') == []


def test_a_quotation_within_a_quotation_belongs_to_the_outer_one():
    assert quoted("“He told me ‘go’ and I went,” Roe said.") == ["He told me ‘go’ and I went,"]
    assert quoted("“He told me “go” and I went,” Roe said.") == ["He told me “go” and I went,"]


def test_a_quotation_over_several_paragraphs_gives_one_span_a_paragraph():
    text = "“The first part goes on.\n\n“The second part ends,” said Roe.\n\nNothing more."
    assert quoted(text) == ["The first part goes on.", "The second part ends,"]


def test_one_sentence_a_line_keeps_a_quotation_together():
    text = "“We will build it.\nWe will pay for it,” Roe told a meeting.\nThe meeting ended."
    assert quoted(text) == ["We will build it.", "We will pay for it,"]


def test_a_missing_closing_mark_costs_one_sentence_and_not_the_article():
    text = 'Roe said "we go now. The town was quiet. Doe said "we stay" and left.'
    assert quoted(text) == ["we go now.", "we stay"]


def test_mixed_straight_and_curly_marks_close_each_other():
    text = '“We build for you," he added. "We build for all.”'
    assert quoted(text) == ["We build for you,", "We build for all."]


def test_curly_mark_turned_the_wrong_way_still_closes():
    assert quoted("It is a “plan“ and a “promise”.") == ["plan", "promise"]


def test_scare_quotes_are_found_too():
    assert quoted("The “reform” passed.") == ["reform"]


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The minister said that the\nbridge over the river would be\nopen by the end of the\nyear."
    )
    assert paragraph_spans(text) == [(0, len(text))]


@given(st.text(alphabet="“”\"'‘’«»„`ab .,\n0", max_size=120))
def test_spans_are_ordered_and_lie_within_one_paragraph(text: str):
    paragraphs = paragraph_spans(text)
    before = 0
    for stretch in find_quoted(text):
        assert before <= stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end
        assert any(low <= stretch.start and stretch.end <= high for low, high in paragraphs)
        before = stretch.outer_end


@pytest.mark.parametrize("mark", ["“", "”", '"', "'a ", '"a ', "“a\n", "«", "``", "“”"])
def test_marks_take_time_in_proportion_to_their_number(mark: str):
    assert_grows_in_proportion(quoted_spans, mark, 100_000)
