"""A corpus whose sentences stand nowhere else, so that each of them can be found in a report.

Its words are made of syllables, its persons and outlets are invented; it has quotations, names of
states and rival names for things, so that every measure has something to count.
"""

import csv
import random
import re
from pathlib import Path

SYLLABLES = tuple(re.findall("...", "bradulfengorhiljaskemlormipnaxpolquirudsevtamvokwizyarzelosk"))
OUTLETS = {"Wend Post": "US", "Lower Ledger": "US", "Ostvest": "RU", "Pristan TV": "RU"}
N_ARTICLES = 32
PATTERNS = (
    "“{a} {b} the harbour {c} and {d} will never {e} again,” said Vera {n}, a spokeswoman for the "
    "ministry.",
    "Russia attacked the {a} {b} near Kyiv while {c} {d} feared a terrible {e} in the port.",
    "The United States imposed sanctions on {a} {b} after the {c} of the {d} {e}.",
    "Officials in Moscow claimed that the special military operation {a} {b} {c} {d} {e}.",
    "The invasion of Ukraine {a} the {b} price of grain, {c} {d} told reporters on {e} street.",
    "According to Anton {n}, the {a} {b} agreement is a great {c} success for {d} {e}.",
    "NATO warned that {a} {b} negotiations on wheat {c} {d} could fail because of {e}.",
)


def write_secret_corpus(folder: Path, seed: int = 5) -> Path:
    """Write ``articles.csv``: titles, texts, outlets, countries, dates, and one broken record."""
    draw = random.Random(seed)

    def word() -> str:
        return "".join(draw.choices(SYLLABLES, k=3))

    rows = []
    for number in range(N_ARTICLES):
        outlet = list(OUTLETS)[number % len(OUTLETS)]
        sentences = [
            pattern.format(**{letter: word() for letter in "abcde"}, n=word().capitalize())
            for pattern in draw.choices(PATTERNS, k=14)
        ]
        paragraphs = [" ".join(sentences[start : start + 3]) for start in range(0, 14, 3)]
        rows.append(
            {
                "article_id": f"s{number:02d}",
                "title": f"The {word()} {word()} of {word()} {word()}",
                "text": "\n\n".join(paragraphs),
                "outlet": outlet,
                "country": OUTLETS[outlet],
                "date": f"2031-{3 + number // 12:02d}-{1 + 2 * (number % 12):02d}",
            }
        )
    wrong = {
        "article_id": "s99",
        "title": f"The {word()} {word()} of {word()} and {word()}",
        "text": " ".join(word() for _ in range(40)),
        "outlet": "Ostvest",
        "country": "RU",
        "date": f"on the {word()} {word()} {word()} {word()} {word()} {word()} {word()} {word()}",
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, wrong])
    return path
