"""`compare_words` gives the figures of an implementation that is not ours."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from helpers.measures import compare_words
from helpers.text.ngrams import count_ngrams
from tests.benchmarks.bench_quotations import CORPUS

REASON = "scattertext is optional: `make benchmark` installs it"
PRIOR = 500.0


@pytest.fixture(scope="module")
def significance():
    module = "scattertext.termsignificance.LogOddsRatioInformativeDirichletPiror"  # their spelling
    return pytest.importorskip(module, reason=REASON)


@pytest.fixture(scope="module")
def dispersion():
    return pytest.importorskip("scattertext.dispersion.dispersion", reason=REASON)


@pytest.fixture(scope="module")
def articles():
    return pd.read_csv(CORPUS, dtype="str")


@pytest.fixture(scope="module")
def words(articles):
    return compare_words(
        articles, min_count=1, min_articles=1, own_names=True, prior_words=PRIOR,
        n_resamples=0, n_permutations=0,
    )  # fmt: skip


def test_log_odds_with_an_informative_prior_are_those_of_scattertext(words, significance):
    y_a, y_b = (words[f"count_{side}"].to_numpy(dtype=float) for side in "ab")
    prior = PRIOR * (y_a + y_b) / (y_a + y_b).sum()
    theirs = significance.LogOddsRatioInformativeDirichletPrior(prior, 1, "none")
    z = theirs.get_zeta_i_j_given_separate_counts(y_a, y_b)
    # They keep the two terms of the variance that Monroe et al. (2008, eq. 20) leave out because
    # they are tiny; with these put in, ours has to be theirs to the last digits.
    n_a, n_b = y_a.sum(), y_b.sum()
    kept = 1 / (y_a + prior) + 1 / (y_b + prior)
    left_out = 1 / (n_a + PRIOR - y_a - prior) + 1 / (n_b + PRIOR - y_b - prior)
    ours = words["z"].to_numpy()
    assert len(words) > 3000
    np.testing.assert_allclose(ours * np.sqrt(kept / (kept + left_out)), z, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours, z, rtol=0.05)
    assert np.corrcoef(ours, z)[0, 1] > 0.9999


def test_dispersion_is_that_of_scattertext(articles, words, dispersion):
    side = articles[articles["country"] == "US"]
    (counted,) = count_ngrams(side["text"], lengths=[1], min_count=1)
    table = dispersion.Dispersion(term_doc_mat=csr_matrix(counted.counts))
    theirs = pd.Series(np.asarray(table.dp_norm()).ravel(), index=list(counted.words))
    ours = words.set_index("word")["dispersion_a"].dropna()
    common = ours.index.intersection(theirs.index)
    assert len(common) > 2000
    np.testing.assert_allclose(ours[common], theirs[common], atol=1e-9)
