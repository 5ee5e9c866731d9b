"""How many voices, and how evenly."""

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import speaker_diversity
from tests.measures.source_tables import ARTICLES, quotation, quotations, table

FAST = {"n_resamples": 100}


def test_speakers_of_an_outlet_evenly_quoted():
    rows = table(*[quotation(article, name) for article in ("a1", "a2") for name in ("Ann", "Bo")])
    figures = speaker_diversity(rows, ARTICLES, **FAST).set_index("measure")["estimate"]
    assert figures["shannon"] == pytest.approx(np.log(2))
    assert figures["gini_simpson"] == pytest.approx(0.5)
    assert figures["gini"] == pytest.approx(0)


def test_an_unnamed_official_of_two_articles_is_two_voices():
    unnamed = [quotation(article, "official", anonymous=True) for article in ("a1", "a2")]
    figures = speaker_diversity(table(*unnamed), ARTICLES, **FAST).set_index("measure")
    assert figures.loc["shannon", "estimate"] == pytest.approx(np.log(2))


def test_presses_draw_the_clusters_that_are_asked_for():
    result = speaker_diversity(quotations(), ARTICLES, "country", cluster="outlet", **FAST)
    assert set(result["cluster"]) == {"outlet"}
    assert result["note"].str.contains("rows without speaker left out").any()


def test_equal_numbers_of_quotations_can_be_compared():
    result = speaker_diversity(quotations(), ARTICLES, "country", equal_n=3, **FAST)
    assert set(result["size"]) == {3}
    assert set(result["measure"]) == {"richness", "shannon", "gini_simpson"}
    assert result.loc[result["country"] == "RU", "estimate"].iloc[0] == pytest.approx(3)


def test_no_quotations_give_no_rows_and_nothing_is_changed():
    assert speaker_diversity(table(), ARTICLES, **FAST).empty
    assert speaker_diversity(table(), ARTICLES, equal_n=True, **FAST).empty
    given = quotations()
    speaker_diversity(given, ARTICLES, **FAST)
    assert_frame_equal(given, quotations())
