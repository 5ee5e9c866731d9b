"""Measure cards: what a measure was validated on and how well it did there, kept with the corpus.

After the model cards of Mitchell et al. (2019), "Model Cards for Model Reporting": a figure of
quality belongs to a measure *and* a corpus, so that a card lies beside the corpus and is not valid
for another one.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from helpers.corpus.paths import find_path_or_given
from helpers.stats.accuracy import BASELINE

__all__ = ["NOT_VALIDATED", "MeasureCard", "find_card", "read_card", "with_card"]

NOT_VALIDATED = "Not validated on this corpus."
FOLDER = "cards"
SUFFIX = ".card.json"
# The figure that stands for the others, in this order of preference.
HEADLINES = (("(mean of all)", "macro-F1"), (None, "macro-F1"), (None, "accuracy"),
             (None, "Spearman's rho"), (None, "F1"))  # fmt: skip


@dataclass(frozen=True)
class MeasureCard:
    """What is known of a measure on a corpus.

    Attributes
    ----------
    measure, method, version : str
        What was measured, how, and by which version of Parallax.
    corpus, corpus_hash : str
        Name of the corpus, and the mark of its articles (`hash_articles`).
    n_corpus : int
        Articles of the corpus.
    date : str
        Day of the validation, YYYY-MM-DD.
    unit : str
        What was coded.
    n_units, n_articles, coders : int
        Coded units, their articles, coders (0 where nobody says how many).
    alphas : tuple of dict
        By variable: variable, estimate, low, high, n_units of Krippendorff's alpha.
    figures : tuple of dict
        variable, code, measure, estimate, low, high, n_articles, n_units.
    weighted : bool
        Whether figures speak for the corpus (weights of a stratified sample) or for the coded
        units only.
    drawn : str
        How the units were chosen.
    limits : tuple of str
        What the figures do not say.
    changed : bool
        Whether the corpus has changed since; set when a card is found, not stored.
    """

    measure: str
    method: str
    version: str
    corpus: str
    corpus_hash: str
    n_corpus: int
    date: str
    unit: str
    n_units: int
    n_articles: int
    coders: int
    alphas: tuple[Mapping, ...]
    figures: tuple[Mapping, ...]
    weighted: bool = False
    drawn: str = ""
    limits: tuple[str, ...] = ()
    changed: bool = False

    def headline(self) -> Mapping | None:
        """Return the figure that stands for all: macro-F1, accuracy, rho or F1, the first known."""
        for variable, measure in HEADLINES:
            for row in self.figures:
                if row["measure"] == measure and variable in (None, row["variable"]):
                    return row
        return None

    def note(self) -> str:
        """Return the line that a chart carries: how well the measure did, on what, how sure."""
        row = self.headline()
        what = f"{self.measure} by {self.method}"
        figure = f"{row['measure']} {_write(row)}" if row else "no figure"
        text = (
            f"{figure} against {self.n_units:,} coded {_plural(self.unit, self.n_units)}"
            f"{self.say_coders()}{self._compare(row)}"
        )
        if self.changed:
            return f"Validated on an earlier state of this corpus, {what}: {text}."
        return f"Validated on this corpus, {what}: {text}."

    def say_coders(self) -> str:
        """Return who coded, in brackets, with their agreement; "" where that is not known."""
        if not self.coders:
            return ""
        known = [alpha["estimate"] for alpha in self.alphas if alpha["estimate"] is not None]
        agreed = f", alpha {min(known):.2f}" if known else ""
        agreed += " or more" if len(known) > 1 else ""
        return f" ({self.coders} coders{agreed})"

    def _compare(self, headline: Mapping | None) -> str:
        """Say what always giving the most frequent code would reach, and whether this is more."""
        for row in self.figures:
            fits = headline and (row["measure"], row["variable"]) == (
                BASELINE,
                headline["variable"],
            )
            if fits and headline["measure"] == "macro-F1" and row["estimate"] is not None:
                better = headline["low"] is not None and headline["low"] > row["estimate"]
                shown = (
                    "always the most frequent code:"
                    if better
                    else ("not shown to be better than always the most frequent code,")
                )
                return f"; {shown} {row['estimate']:.2f}"
        return ""

    def table(self) -> pd.DataFrame:
        """Return the figures as a table, with the columns that `figures` names."""
        numbers = dict.fromkeys(("estimate", "low", "high"), "float64")
        return pd.DataFrame([dict(row) for row in self.figures]).astype(numbers)

    def to_json(self) -> str:
        """Return the card as JSON."""
        values = asdict(self)
        values.pop("changed")
        return json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def to_markdown(self) -> str:
        """Return the card as Markdown, for an appendix."""
        speaks = "the corpus (weighted)" if self.weighted else "the coded units only (not weighted)"
        lines = [
            f"# Measure card: {_safe(self.measure)} by {_safe(self.method)}",
            "",
            f"- **Corpus** {_safe(self.corpus)}, {self.n_corpus:,} articles, hash "
            f"`{self.corpus_hash}`",
            f"- **Validated** {self.date}, Parallax {self.version}",
            f"- **Coded** {self.n_units:,} {_plural(self.unit, self.n_units)}"
            + ("" if self.unit == "article" else f" of {self.n_articles:,} articles")
            + (f" by {self.coders} coders" if self.coders else "")
            + (f"; {_safe(self.drawn)}" if self.drawn else ""),
            f"- **Figures speak for** {speaks}; intervals are 95 % bootstrap intervals",
            "",
        ]
        if self.alphas:
            lines += ["| variable | Krippendorff's alpha | units |", "|---|---|---|"]
            lines += [f"| {_safe(row['variable'])} | {_write(row)} | {row['n_units']:,.0f} |"
                      for row in self.alphas]  # fmt: skip
            lines.append("")
        lines += ["| variable | code | figure | estimate | units |", "|---|---|---|---|---|"]
        lines += [
            f"| {_safe(row['variable'])} | {_safe(row['code'])} | {row['measure']} | "
            f"{_write(row)} | {row['n_units']:,.0f} |"
            for row in self.figures
        ]
        if self.limits:
            lines += ["", "Limits:", "", *(f"- {_safe(limit)}" for limit in self.limits)]
        return "\n".join(lines) + "\n"

    def save(self, corpus: str | Path) -> Path:
        """Write the card, as JSON and Markdown, beside a corpus.

        Parameters
        ----------
        corpus : str or pathlib.Path
            The folder or file of the corpus, or a file that ends in ``.card.json``.

        Returns
        -------
        pathlib.Path
            The JSON file: ``cards/<measure>-<method>-<corpus>.card.json`` in the corpus folder
            (in the folder of a file). A card of the same measure and method is replaced.
        """
        path = Path(corpus)
        if not path.name.endswith(SUFFIX):
            name = "-".join(map(_slug, (self.measure, self.method, self.corpus)))
            path = _folder_of(path) / FOLDER / f"{name}{SUFFIX}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.to_json(), encoding="utf-8")
        markdown = path.with_name(path.name.removesuffix(".json") + ".md")
        markdown.write_text(self.to_markdown(), encoding="utf-8")
        return path


def read_card(path: str | Path) -> MeasureCard:
    """Read a card that `MeasureCard.save` wrote.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no card.
    """
    path = Path(path)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        known = {one.name for one in fields(MeasureCard)} - {"changed"}
        values = {name: value for name, value in values.items() if name in known}
        for name in ("alphas", "figures", "limits"):
            values[name] = tuple(values.get(name, ()))
        return MeasureCard(**values)
    except (UnicodeDecodeError, json.JSONDecodeError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: this is no measure card ({error}).") from None


def find_card(
    corpus: str | Path | Sequence[str | Path], measure: str, method: str, *,
    articles: pd.DataFrame | None = None,
) -> MeasureCard | None:  # fmt: skip
    """Find the card of a measure that lies beside a corpus.

    Parameters
    ----------
    corpus : str or pathlib.Path
        The folder or file of the corpus, or one card (``.card.json``). Of several files, cards lie
        beside the first.
    measure, method : str
        Of the card.
    articles : pandas.DataFrame, optional
        The articles as they are now (article_id, text), those that `mark_corpus` was given: all
        that `load_corpus` returns. If they have changed since, the card says so.

    Returns
    -------
    MeasureCard or None
        The newest one; None where there is none.

    Raises
    ------
    ValueError
        If a file there is no card.
    """
    # imported here, because a card can be read without what makes one
    from helpers.validation.scoring import hash_articles

    several = not isinstance(corpus, str | Path)
    path = find_path_or_given(corpus[0] if several else corpus)
    if path.name.endswith(SUFFIX):
        paths = [path] if path.is_file() else []
    else:
        paths = sorted((_folder_of(path) / FOLDER).glob(f"*{SUFFIX}"))
    cards = [read_card(one) for one in paths]
    named = ", ".join(Path(one).resolve().name for one in (corpus if several else [path]))
    fitting = [
        card
        for card in cards
        if (card.measure, card.method) == (measure, method)
        and (path.name.endswith(SUFFIX) or path.is_dir() or card.corpus == named)
    ]
    if not fitting:
        return None
    card = max(fitting, key=lambda one: one.date)
    if articles is not None:
        card = replace(card, changed=card.corpus_hash != hash_articles(articles))
    return card


def with_card(figure: Figure, card: MeasureCard | None) -> Figure:
    """Let a chart say how well its measure was validated, at the end of its caption.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Made by a function of `helpers.charts`.
    card : MeasureCard or None
        Result of `find_card`; None says "Not validated on this corpus."

    Returns
    -------
    matplotlib.figure.Figure
        The same figure, with a longer ``caption``.
    """
    note = NOT_VALIDATED if card is None else card.note()
    caption = getattr(figure, "caption", "").rstrip()
    if not caption.endswith(note):
        figure.caption = f"{caption} {note}".strip()
    return figure


def _folder_of(corpus: Path) -> Path:
    return corpus if corpus.is_dir() else corpus.parent


def _write(row: Mapping) -> str:
    if row["estimate"] is None:
        return "–"
    text = f"{row['estimate']:.2f}"
    return text if row["low"] is None else f"{text} [{row['low']:.2f}, {row['high']:.2f}]"


def _plural(word: str, n: int) -> str:
    return word if n == 1 else f"{word}s"


def _slug(text: str) -> str:
    return re.sub(r"[^\w.]+", "_", text)[:60].strip("_.") or "corpus"


def _safe(text: str) -> str:
    """Keep a name from being read as Markdown or HTML."""
    text = " ".join(str(text).split()).replace("<", "&lt;")
    return re.sub(r"([\\`*\[\]|])", r"\\\1", text)
