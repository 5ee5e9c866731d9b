"""Questions, codes and codebooks."""

import json

import pytest

from helpers.validation import Variable, coding_variables, read_codebook
from helpers.validation.variables import MEASURES, NOT_ONE
from tests.validation.making import KIND, TONE


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_questions_and_a_written_codebook(measure):
    variables = coding_variables(measure)
    text = read_codebook(measure)
    assert text.startswith("# Codebook")
    for variable in variables:
        assert variable.question.endswith(("?", "."))
        if variable.numeric:
            assert all(f"**{code}**" in text for code in variable.codes)
        else:
            assert variable.name in text


def test_americans_russians_and_ukrainians_can_all_be_coded():
    affiliation = {one.name: one for one in coding_variables("quotations")}["affiliation"]
    assert {"US", "RU", "UA", "CN", "EU", "NATO", "UN", "other", "none", NOT_ONE} <= set(
        affiliation.codes
    )


def test_a_variable_survives_json_with_its_numbers():
    for variable in (TONE, KIND):
        again = Variable.from_dict(json.loads(json.dumps(variable.as_dict())))
        assert again == variable
        assert [type(code) for code in again.codes] == [type(code) for code in variable.codes]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("News", "news"), (" VIEW ", "view"), ("'both", "both"), ("", None), (float("nan"), None)],
)
def test_codes_in_words_are_understood_whatever_their_case(cell, code):
    assert KIND.understand(cell) == code


@pytest.mark.parametrize("cell", ["nan", "1.5", "1e999", "--1", "0x1", "²", "news"])
def test_what_is_no_number_of_the_codebook_is_an_error(cell):
    with pytest.raises(ValueError, match="is no code"):
        TONE.understand(cell)


@pytest.mark.parametrize("codes", [{}, {1: "one", "two": "two"}, {"=x": "formula"}, {1.5: "half"}])
def test_codes_that_no_sheet_could_hold_are_an_error(codes):
    with pytest.raises(ValueError, match=r"codes? "):
        Variable("odd", "Odd?", codes)


def test_an_unknown_measure_is_an_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match="tone, targets, frames, quotations"):
        coding_variables("mood")
