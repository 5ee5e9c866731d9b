"""Measures of sources run on any corpus: without outlets, without countries, without quotations."""

import pandas as pd
import pytest

from helpers.charts import plot_counts, plot_estimates, plot_matrix
from helpers.measures import (
    apply_corrections,
    find_quotations,
    first_speakers,
    quotes_network,
    reporting_verbs,
    share_affiliations,
    share_officials,
    share_roles,
    share_voices,
    source_frequency,
    speaker_diversity,
    who_quotes_whom,
)
from tests.measures.source_tables import ARTICLES, quotations, table

FAST = {"n_resamples": 50}
NOBODY = pd.Series([None] * len(ARTICLES), dtype="str")
CORPORA = {
    "no outlet and no country known": ARTICLES.assign(outlet=NOBODY, country=NOBODY),
    "one article": ARTICLES.iloc[:1],
    "categories": ARTICLES.astype({"outlet": "category", "country": "category"}),
    "objects": ARTICLES.astype({"outlet": object, "country": object}),
}


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("found", [quotations(), table()], ids=["quotations", "none"])
def test_every_measure_and_chart_runs(corpus, found):
    articles = CORPORA[corpus]
    n_found = found["article_id"].isin(articles["article_id"]).sum()
    counts = source_frequency(found, articles, "affiliation", "country")
    assert counts["n_quotations"].sum() == n_found
    assert plot_counts(source_frequency(found, articles), label="speaker_name",
                       value="n_quotations").caption  # fmt: skip
    voices = share_voices(found, articles, **FAST)
    assert plot_estimates(voices, group="affiliation", percent=True).caption
    assert plot_estimates(share_roles(found, articles, **FAST), group="role_group").caption
    officials = share_officials(found, articles, **FAST)
    assert plot_estimates(officials, panel="measure").caption
    assert len(reporting_verbs(found, articles, **FAST)) >= bool(n_found)
    assert len(speaker_diversity(found, articles, **FAST)) >= bool(n_found)
    speaker_diversity(found, articles, "country", equal_n=True, **FAST)
    assert plot_matrix(quotes_network(found, articles, min_quotations=1)).caption
    sides = who_quotes_whom(found, articles)
    assert sides["n_quotations"].sum() == n_found
    figure = plot_matrix(
        sides, row="country", column="affiliation", value="share", percent=True, expected=["US"]
    )
    assert figure.caption
    assert len(first_speakers(found, articles)) == len(
        set(found["article_id"]) & set(articles["article_id"])
    )


def test_every_measure_takes_the_finder_s_own_table():
    texts = ["“We are ready,” State Department spokeswoman Ann Roe said.", "Nobody spoke.", ""]
    articles = ARTICLES.iloc[:3].assign(text=texts)
    found = share_affiliations(find_quotations(articles))
    assert share_voices(found, articles, **FAST).set_index("affiliation").loc["US", "estimate"] == 1
    assert share_officials(found, articles, **FAST)["estimate"].tolist() == [1, 0]
    lines = pd.DataFrame([{"action": "set", "speaker_id": "ann-roe", "affiliation": "GB"}])
    corrected = apply_corrections(found, lines).quotations
    assert corrected["affiliation_from"].tolist() == ["correction"]
    voices = share_voices(corrected, articles, voices=["GB"], **FAST)
    assert voices.set_index("affiliation").loc["GB", "estimate"] == 1
    assert find_quotations(articles.iloc[1:]).pipe(first_speakers, articles).empty
