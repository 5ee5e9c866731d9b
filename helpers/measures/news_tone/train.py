"""Train the coefficients of the news tone model.

From the root of the project, with the training part of NewsMTSC (Hamborg & Donnay 2021) as JSON
lines of text, start, end, label, and plain texts for the word vectors (CSV with a column text, or
JSON lines)::

    python -m helpers.measures.news_tone.train train.jsonl --texts news.csv more.jsonl.gz

It cross-validates with the articles kept together, prints the figures, and writes
`coefficients.csv` and `word_spread.csv`. The loss is that of a multinomial logistic regression
with the classes weighted alike and an L2 penalty; a feature is divided by the fourth root of its
frequency, so that rare features are held back less (as with the log-count ratios of Wang & Manning
2012, "Baselines and bigrams", ACL).
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import log_softmax

from helpers.measures.news_tone.embedding import make_vectors
from helpers.measures.news_tone.features import (
    Around,
    list_features,
    list_features_of_sentence,
)
from helpers.measures.news_tone.model import (
    LABEL_NAMES,
    LABELS,
    TARGET_PLACES,
    WHOLE_PLACES,
    spread_words,
)
from helpers.measures.news_tone.tokens import PRONOUNS
from helpers.measures.news_tone.word_facts import AUXILIARIES, DETERMINERS, PREPOSITIONS
from helpers.measures.targets import sentence_around

LEAST_SENTENCES = 8  # in which a feature must stand
FREQUENCY_POWER = -0.25
SPREAD_SCALE = 3.0
LEAST_COUNT_OF_SPREAD = 15  # occurrences of a word without a capital in the plain texts
DIGITS = 3
STRENGTH = 0.02
FUNCTION_WORDS = PRONOUNS | AUXILIARIES | DETERMINERS | PREPOSITIONS


@dataclass
class Examples:
    """Targets as matrices: features, and the words that take part in the spread, by place."""

    features: sparse.csr_matrix
    spread: list[sparse.csr_matrix]

    def as_vectors(self, vectors: np.ndarray) -> np.ndarray:
        """Sum the vectors of the words in each place."""
        return SPREAD_SCALE * np.hstack([matrix @ vectors for matrix in self.spread])


class Vocabulary:
    """The features and words that the model knows, with the scale of each feature."""

    def __init__(
        self, listed: Sequence[Around], words: Sequence[str], places: Sequence[str], *,
        least: int = LEAST_SENTENCES,
    ) -> None:  # fmt: skip
        counts: Counter = Counter()
        for around in listed:
            counts.update({feature[:2] for feature in around.features})
        self.keys = sorted(key for key, count in counts.items() if count >= least)
        self.number = {key: number for number, key in enumerate(self.keys)}
        frequency = np.array([counts[key] for key in self.keys], dtype=float)
        self.scale = (frequency / 100) ** FREQUENCY_POWER
        self.words = {word: number for number, word in enumerate(words)}
        self.places = places

    def make_examples(self, listed: Sequence[Around]) -> Examples:
        """Put listed features into matrices."""
        rows, columns, values = [], [], []
        for row, around in enumerate(listed):
            for place, term, value, _, _ in around.features:
                number = self.number.get((place, term))
                if number is not None:
                    rows.append(row)
                    columns.append(number)
                    values.append(value * self.scale[number])
        shape = (len(listed), len(self.keys))
        features = sparse.csr_matrix((values, (rows, columns)), shape=shape)
        return Examples(features, [self._count_words(listed, place) for place in self.places])

    def _count_words(self, listed: Sequence[Around], place: str) -> sparse.csr_matrix:
        rows, columns = [], []
        for row, around in enumerate(listed):
            for _, word in spread_words(around, place):
                if word in self.words:
                    rows.append(row)
                    columns.append(self.words[word])
        shape = (len(listed), len(self.words))
        matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
        n_words = np.asarray(matrix.sum(axis=1)).ravel()
        return sparse.diags(1 / np.sqrt(np.maximum(n_words, 1))) @ matrix


def fit(
    features: sparse.csr_matrix, dense: np.ndarray, labels: np.ndarray, *, strength: float,
    most_steps: int = 150,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Fit a multinomial logistic regression; returns coefficients of features and of vectors."""
    classes = np.array([labels == label for label in LABELS]).T.astype(float)
    weights = (classes / classes.mean(axis=0)).sum(axis=1) / len(LABELS)
    n_sparse, n_dense = features.shape[1], dense.shape[1]
    transposed = features.T.tocsr()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        matrix = flat.reshape(n_sparse + n_dense, len(LABELS))
        scores = log_softmax(features @ matrix[:n_sparse] + dense @ matrix[n_sparse:], axis=1)
        slope = weights[:, None] * (np.exp(scores) - classes)
        value = -(weights[:, None] * classes * scores).sum() + flat @ flat / (2 * strength)
        gradient = np.vstack([transposed @ slope, dense.T @ slope]).ravel() + flat / strength
        return float(value), gradient

    start = np.zeros((n_sparse + n_dense) * len(LABELS))
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": most_steps})
    matrix = result.x.reshape(n_sparse + n_dense, len(LABELS))
    return matrix[:n_sparse], matrix[n_sparse:]


def cross_validate(
    examples: Examples, vectors: np.ndarray, labels: np.ndarray, groups: np.ndarray, *,
    strength: float, folds: int = 5, seed: int = 0,
) -> np.ndarray:  # fmt: skip
    """Score each target by a model that has not seen its article; returns the three sums."""
    names = np.unique(groups)
    fold_of = dict(
        zip(np.random.default_rng(seed).permutation(names), np.arange(len(names)) % folds,
            strict=True)
    )  # fmt: skip
    fold = np.array([fold_of[name] for name in groups])
    dense = examples.as_vectors(vectors)
    sums = np.zeros((len(labels), len(LABELS)))
    for number in range(folds):
        held = fold == number
        parts = fit(examples.features[~held], dense[~held], labels[~held], strength=strength)
        sums[held] = examples.features[held] @ parts[0] + dense[held] @ parts[1]
    return sums


def measure(labels: np.ndarray, sums: np.ndarray) -> dict[str, float]:
    """Give accuracy and macro-F1 of the label with the highest sum."""
    found = np.array(LABELS)[sums.argmax(axis=1)]
    scores = []
    for label in LABELS:
        right = np.sum((found == label) & (labels == label))
        scores.append(2 * right / max(1, np.sum(found == label) + np.sum(labels == label)))
    return {"macro_f1": float(np.mean(scores)), "accuracy": float(np.mean(found == labels))}


def best_factor(labels: np.ndarray, sums: np.ndarray) -> float:
    """Find the factor on the sums that makes held-out probabilities most likely."""
    classes = np.array([labels == label for label in LABELS]).T
    factors = np.geomspace(0.5, 3, 60)
    losses = [-log_softmax(factor * sums, axis=1)[classes].mean() for factor in factors]
    return float(factors[int(np.argmin(losses))])


def read_targets(path: str | Path) -> pd.DataFrame:
    """Read NewsMTSC targets; adds the column group, the article they come from."""
    table = pd.read_json(path, lines=True)
    return table.assign(group=table["id"].str.split("_").str[:3].str.join("_"))


def read_texts(paths: Iterable[str | Path]) -> list[str]:
    """Read the column text (and title) of CSV files and JSON lines."""
    texts: list[str] = []
    for path in map(str, paths):
        is_csv = path.removesuffix(".gz").endswith(".csv")
        table = pd.read_csv(path) if is_csv else pd.read_json(path, lines=True)
        title = table["title"].fillna("") + ". " if "title" in table else ""
        texts += list(title + table["text"].fillna(""))
    return texts


def train_part(
    listed: Sequence[Around], targets: pd.DataFrame, words: Sequence[str], vectors: np.ndarray,
    places: Sequence[str], *, strength: float, seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Cross-validate, print, fit on all; returns the tables of coefficients and of the spread."""
    vocabulary = Vocabulary(listed, words, places)
    examples = vocabulary.make_examples(listed)
    labels, groups = targets["label"].to_numpy(), targets["group"].to_numpy()
    sums = cross_validate(examples, vectors, labels, groups, strength=strength, seed=seed)
    factor = best_factor(labels, sums)
    figures = measure(labels, sums)
    print(
        f"{', '.join(places)}: {len(labels):,} targets, {len(vocabulary.keys):,} features, "
        f"{len(words):,} words; cross-validated macro-F1 {figures['macro_f1']:.4f}, accuracy "
        f"{figures['accuracy']:.4f}; factor {factor:.2f}"
    )
    own, spread = fit(examples.features, examples.as_vectors(vectors), labels, strength=strength)
    coefficients = pd.DataFrame(vocabulary.keys, columns=["place", "term"])
    numbers = np.round(factor * own * vocabulary.scale[:, None], DIGITS)
    coefficients[list(LABEL_NAMES)] = numbers
    coefficients = coefficients[(numbers != 0).any(axis=1)]
    of_words = pd.DataFrame(index=pd.Index(words, name="word"))
    dimensions = vectors.shape[1]
    for number, place in enumerate(places):
        part = spread[number * dimensions : (number + 1) * dimensions]
        names = [f"{place}_{label}" for label in LABEL_NAMES]
        of_words[names] = np.round(factor * SPREAD_SCALE * vectors @ part, DIGITS)
    return coefficients, of_words


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options, cross-validate, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train", help="NewsMTSC train as JSON lines")
    parser.add_argument("--texts", nargs="*", default=[], help="plain texts for the word vectors")
    parser.add_argument("--out", default=str(Path(__file__).parent), help="folder of the tables")
    parser.add_argument("--strength", type=float, default=STRENGTH, help="inverse of the penalty")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    targets = read_targets(options.train)
    texts = [*read_texts(options.texts), *targets["text"].drop_duplicates()]
    words, counts, vectors = make_vectors(texts, seed=options.seed)
    train(targets, words, counts, vectors, options.out, strength=options.strength,
          seed=options.seed)  # fmt: skip


def train(
    targets: pd.DataFrame, words: Sequence[str], counts: np.ndarray, vectors: np.ndarray,
    folder: str | Path, *, strength: float = STRENGTH, seed: int = 0,
) -> None:  # fmt: skip
    """Train the model of targets and that of whole sentences, and write their tables."""
    kept = np.array(
        [
            count >= LEAST_COUNT_OF_SPREAD and word not in FUNCTION_WORDS
            for word, count in zip(words, counts, strict=True)
        ]
    )
    words = [word for word, keep in zip(words, kept, strict=True) if keep]
    rows = []
    for text, start, end in zip(targets["text"], targets["start"], targets["end"], strict=True):
        low, high = sentence_around(text, start, end)
        rows.append((text[low:high], start - low, end - low))
    parts = [
        train_part(
            [list_features(*row) for row in rows], targets, words, vectors[kept],
            TARGET_PLACES, strength=strength, seed=seed,
        ),
        train_part(
            [list_features_of_sentence(row[0]) for row in rows], targets, words, vectors[kept],
            WHOLE_PLACES, strength=strength, seed=seed,
        ),
    ]  # fmt: skip
    coefficients = pd.concat([part[0] for part in parts])
    spread = pd.concat([part[1] for part in parts], axis=1)
    folder = Path(folder)
    coefficients.to_csv(folder / "coefficients.csv", index=False, lineterminator="\n")
    spread.to_csv(folder / "word_spread.csv", lineterminator="\n")


if __name__ == "__main__":
    main()
