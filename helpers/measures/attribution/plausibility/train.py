"""Train the coefficients of the plausibility model.

From the root of the project, with PolNeAR's training part as JSON lines of `text` and `quotes`
(each with `start`, `end`, perhaps `spans`, `speaker_start`, `speaker_end`)::

    python -m helpers.measures.attribution.plausibility.train polnear-train.jsonl.gz --hold-out 4

It leaves out every sixth article from the given one on, prints how many of the attributions kept
there are right above and below the threshold, and writes `coefficients.csv`. Nothing is drawn at
random, so the same input gives the same file. The loss is that of a logistic regression with an L2
penalty; a feature is divided by the fourth root of its frequency, so that rare features are held
back less.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from helpers.measures.attribution.clauses import possible_attributions
from helpers.measures.attribution.contents import Attribution
from helpers.measures.attribution.plausibility.features import list_features
from helpers.measures.attribution.plausibility.model import LEAST_PROBABILITY
from helpers.measures.attribution.reading import Reading, read_article
from helpers.measures.attribution.selection import choose_attributions

STEP = 6  # every sixth article is held out
LEAST_EXAMPLES = 30  # in which a feature must stand
FREQUENCY_POWER = -0.25
STRENGTH = 1.0  # of the penalty
WEIGHT_OF_REJECTED = 0.3  # candidates that the patterns reject teach too, but less
LEAST_OVERLAP = 0.3  # of the letters, for an attribution to be found
DIGITS = 3


@dataclass
class Example:
    """An attribution that the patterns propose."""

    features: list[str]
    kept: bool  # by the patterns
    right: bool  # words and speaker are those of the gold


def main() -> None:
    """Train on the file that the command line names, and write the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--hold-out", type=int, default=4, choices=range(STEP))
    options = parser.parse_args()
    rows = list(_read(options.gold))
    held = [example for row in rows[options.hold_out :: STEP] for example in _examples(row)]
    rest = [row for at, row in enumerate(rows) if at % STEP != options.hold_out]
    train = [example for row in rest for example in _examples(row)]
    table = fit(train)
    _report(table, [example for example in held if example.kept])
    table.to_csv(Path(__file__).with_name("coefficients.csv"), index=False, lineterminator="\n")


def fit(examples: list[Example]) -> pd.DataFrame:
    """Fit the coefficients.

    Parameters
    ----------
    examples : list of Example
        Attributions with what is right.

    Returns
    -------
    DataFrame
        `feature` (str), `coefficient` (float64), `n` (int64, examples that have it).
    """
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= LEAST_EXAMPLES)
    scale = np.array([1.0, *(counts[name] ** FREQUENCY_POWER for name in names)])
    matrix = _matrix(examples, names) @ sparse.diags(scale)
    right = np.array([example.right for example in examples], dtype=float)
    weight = np.array([1.0 if example.kept else WEIGHT_OF_REJECTED for example in examples])
    penalty = np.array([0.0, *([STRENGTH] * len(names))])

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ beta
        likelihood = right * log_expit(score) + (1 - right) * log_expit(-score)
        slope = matrix.T @ (weight * (expit(score) - right)) + penalty * beta
        return float(penalty @ beta**2 / 2 - weight @ likelihood), slope

    beta = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x * scale
    columns = {
        "feature": ["(constant)", *names],
        "coefficient": beta.round(DIGITS),
        "n": [len(examples), *(counts[name] for name in names)],
    }
    return pd.DataFrame(columns)


def _matrix(examples: list[Example], names: list[str]) -> sparse.csr_matrix:
    place = {name: at for at, name in enumerate(names, start=1)}
    rows, columns = [], []
    for row, example in enumerate(examples):
        known = [0, *(place[name] for name in example.features if name in place)]
        rows.extend([row] * len(known))
        columns.extend(known)
    shape = (len(examples), len(names) + 1)
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def _report(table: pd.DataFrame, held: list[Example]) -> None:
    known = dict(zip(table["feature"], table["coefficient"], strict=True))
    scores = np.array(
        [known["(constant)"] + sum(known.get(name, 0) for name in e.features) for e in held]
    )
    right = np.array([example.right for example in held])
    kept = expit(scores) >= LEAST_PROBABILITY
    print(f"held out: {len(held)} attributions, right {right.sum()}")
    print(f"model keeps {kept.sum()}, right {right[kept].sum()}")
    print(f"model rejects {(~kept).sum()}, right {right[~kept].sum()}")


def _read(path: Path) -> Iterator[dict]:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    yield from map(json.loads, content.decode("utf-8").splitlines())


def _examples(row: dict) -> Iterator[Example]:
    """Propose attributions for an article; those within the words of a kept one are left out."""
    text = row["text"]
    reading = read_article(text)
    gold = [
        (quote, _letters(text, quote.get("spans") or [[quote["start"], quote["end"]]]))
        for quote in row["quotes"]
    ]
    for sentence in reading.sentences:
        found = possible_attributions(reading, sentence)
        kept = choose_attributions(reading, found)
        for attribution in found:
            if not attribution.pieces or attribution.speaker is None:
                continue
            if any(
                low <= attribution.cue < high
                for other in kept
                if other is not attribution
                for low, high in other.pieces
            ):
                continue
            is_kept = any(other is attribution for other in kept)
            right = _is_right(reading, attribution, gold)
            yield Example(list_features(reading, attribution, sentence), is_kept, right)


def _letters(text: str, spans: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(at for low, high in spans for at in range(low, high) if text[at].isalnum())


def _is_right(
    reading: Reading, attribution: Attribution, gold: list[tuple[dict, frozenset[int]]]
) -> bool:
    spans = [(reading.start[low], reading.end[high - 1]) for low, high in attribution.pieces]
    letters = _letters(reading.text, spans)
    overlap, quote = max(
        ((len(letters & other) / max(len(letters | other), 1), at) for at, (_, other) in
         enumerate(gold)),
        default=(0.0, 0),
    )  # fmt: skip
    if overlap < LEAST_OVERLAP:
        return False
    best = gold[quote][0]
    if best.get("speaker_start") is None:
        return True
    low, high = attribution.speaker
    return min(best["speaker_end"], reading.end[high - 1]) > max(
        best["speaker_start"], reading.start[low]
    )


if __name__ == "__main__":
    main()
