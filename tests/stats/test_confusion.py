"""Pairs of codes, equal codes, agreement by code: hand-counted."""

import numpy as np
import pandas as pd
import pytest

from helpers.stats import code_agreement, confusion_matrix, confusion_table, percent_agreement


def sheets(**coders):
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "unit_id": [f"u{n}" for n in range(len(codes))],
                    "article_id": [f"a{n // 2}" for n in range(len(codes))],
                    "coder": name,
                    "tone": codes,
                }
            )
            for name, codes in coders.items()
        ],
        ignore_index=True,
    )


TWO = sheets(ann=[0, 0, 1, 1, 2, 2], bob=[0, 1, 1, 1, 2, 0])


def test_each_pair_of_codes_is_counted_and_zeros_are_kept():
    table = confusion_table(TWO, "tone")
    assert len(table) == 9
    assert table["n_units"].sum() == 6
    cell = table[(table["code_a"] == 0) & (table["code_b"] == 1)]
    assert cell["n_units"].item() == 1
    assert cell["share"].item() == pytest.approx(1 / 6)


def test_the_matrix_has_the_first_coder_in_its_rows():
    matrix = confusion_matrix(confusion_table(TWO, "tone"))
    assert (matrix.index.name, matrix.columns.name) == ("ann", "bob")
    assert matrix.to_numpy().tolist() == [[1, 1, 0], [0, 2, 0], [1, 0, 1]]


def test_a_code_that_nobody_gave_has_its_row_if_the_domain_names_it():
    matrix = confusion_matrix(confusion_table(TWO, "tone", domain=[-1, 0, 1, 2]))
    assert matrix.loc[-1].tolist() == [0, 0, 0, 0]
    with pytest.raises(ValueError, match="'tone' has the code '2'"):
        confusion_table(TWO, "tone", domain=[0, 1])


def test_equal_codes_are_counted_for_each_two_of_three_coders():
    three = pd.concat([TWO, sheets(cid=[0, None, 1, 0, 2, 2])])
    table = percent_agreement(three, ["tone"]).set_index(["coder_a", "coder_b"])
    assert table.loc[("ann", "bob"), "n_equal"] == 4
    assert table.loc[("ann", "cid"), ["n_units", "n_equal"]].tolist() == [5, 4]
    assert table.loc[("bob", "cid"), "share"] == pytest.approx(3 / 5)


def test_a_matrix_of_three_coders_is_an_error():
    three = pd.concat([TWO, sheets(cid=[0, 0, 1, 0, 2, 2])])
    with pytest.raises(ValueError, match="one pair of coders"):
        confusion_matrix(confusion_table(three, "tone"))


def test_specific_agreement_is_twice_the_common_over_all_that_were_given():
    table = code_agreement(TWO, ["tone"]).set_index("code")
    assert table.loc["0", "estimate"] == pytest.approx(2 * 1 / (2 + 2))
    assert table.loc["1", "estimate"] == pytest.approx(2 * 2 / (2 + 3))
    assert table.loc["2", "estimate"] == pytest.approx(2 * 1 / (2 + 1))
    assert (table["low"] <= table["estimate"]).all()
    assert table.loc["1", "n_units"] == 5


def test_a_code_that_nobody_gave_has_no_agreement_and_a_note():
    table = code_agreement(TWO, ["tone"], domains={"tone": [-1, 0, 1, 2]}).set_index("code")
    assert np.isnan(table.loc["-1", "estimate"])
    assert table.loc["-1", "note"] == "nobody gave this code"


def test_a_unit_coded_twice_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="unit_id 'u0', coder 'ann'"):
        percent_agreement(pd.concat([TWO, TWO.head(1)]), ["tone"])


def test_one_coder_alone_is_an_error():
    with pytest.raises(ValueError, match="one coder"):
        confusion_table(sheets(ann=[0, 1]), "tone")
