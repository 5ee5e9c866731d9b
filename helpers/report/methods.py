"""The methods paragraph of a report: what was done with this corpus, ready to paste into a paper.

It is written from the run and from nothing else: the corpus as it was loaded, the functions that
the executed notebooks used, their settings, and the versions that computed them. What did not run
is not described.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.corpus import Corpus
from helpers.corpus.duplicates import find_duplicates
from helpers.measures import wording_contrasts
from helpers.report.bibliography import cited_keys, sort_works, write_citations
from helpers.report.methods_facts import Facts
from helpers.report.methods_measures import describe_measures, join_words
from helpers.report.run import RunResult
from helpers.scope import name_press
from helpers.stats import compare_groups, estimate_ratio
from helpers.stats.schema import FEW_CLUSTERS

MOST_COUNTRIES = 6
CORRECTED = ("compare", "adjust_p_values", "wording_contrasts", "compare_words")
TESTED = ("compare_groups", "compare", "wording_contrasts", "compare_words")
ESTIMATED = ("estimate_ratio", *TESTED)


@dataclass(frozen=True)
class MethodsText:
    """What a paper says of how its figures came about.

    Attributes
    ----------
    paragraphs : tuple of str
        Plain text with citations by author and year.
    references : tuple of str
        The list of references, one line each, of exactly the cited works.
    bibtex : str
        The same works as BibTeX.
    """

    paragraphs: tuple[str, ...]
    references: tuple[str, ...]
    bibtex: str

    def to_markdown(self) -> str:
        """Return the text with its references as Markdown."""
        lines = ["# Methods", "", *_spaced(map(_escape, self.paragraphs))]
        if self.references:
            lines += ["## References", "", *(f"- {_escape(line)}" for line in self.references)]
        return "\n".join(lines).rstrip() + "\n"


def describe_methods(
    loaded: Corpus, runs: Sequence[RunResult], about: Mapping[str, object]
) -> MethodsText:
    """Describe what was done.

    Parameters
    ----------
    loaded : Corpus
        The corpus.
    runs : sequence of RunResult
        The notebooks as they were run.
    about : mapping
        What `helpers.report.assemble.describe_run` returned.

    Returns
    -------
    MethodsText
        Paragraphs, references and BibTeX.
    """
    facts = Facts(loaded, runs)
    paragraphs = [
        " ".join(_describe_corpus(facts, about)),
        *describe_measures(facts),
        " ".join(_describe_uncertainty(facts)),
        " ".join(_describe_run(facts, about)),
    ]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    works = sort_works(cited_keys(" ".join(paragraphs)))
    return MethodsText(
        paragraphs=tuple(map(write_citations, paragraphs)),
        references=tuple(work.reference() for work in works),
        bibtex="\n\n".join(work.source for work in works) + "\n" if works else "",
    )


def _describe_corpus(facts: Facts, about: Mapping[str, object]) -> list[str]:
    loaded, articles = facts.loaded, facts.loaded.articles
    dates = articles["date"].dropna()
    n_outlets = articles["outlet"].nunique()
    of_outlets = f" from {_count(n_outlets, 'outlet')}" if n_outlets else ""
    span = ""
    if len(dates):
        first, last = (f"{day.day} {day:%B %Y}" for day in (dates.min(), dates.max()))
        span = f", published on {first}" if first == last else f", published from {first} to {last}"
    sentences = [
        f"The corpus (“{_one_line(about['corpus'])}”) holds {_count(len(articles), 'article')} "
        f"({_count(int(articles['n_words'].sum()), 'word')}){of_outlets}{span}."
    ]
    sentences += _describe_countries(facts)
    n_undated = int(articles["date"].isna().sum())
    if n_undated and len(dates):
        sentences.append(f"{_count(n_undated, 'article')} had no date.")
    sentences.append(
        f"Of {_count(loaded.records, 'record')} in the input, {len(loaded.rejects):,} could not be "
        "read as articles and were left out."
        if len(loaded.rejects)
        else f"All {_count(loaded.records, 'record')} in the input could be read as articles."
    )
    sentences += _describe_cleaning(facts)
    n_left_out = len(articles) - len(facts.measured)
    if n_left_out:
        sentences.append(
            f"{_count(n_left_out, 'article')} in other languages than English "
            f"{'was' if n_left_out == 1 else 'were'} left out of the measures."
        )
    return sentences


def _describe_countries(facts: Facts) -> list[str]:
    articles = facts.loaded.articles
    known = articles[articles["country"].notna()]
    counts = known["country"].value_counts()
    if counts.empty:
        return ["No article could be assigned to the press of a country."]
    outlets = known.groupby("country", observed=True)["outlet"].nunique()
    told = [
        f"{_count(int(counts[code]), 'article')} of {_count(int(outlets[code]), 'outlet')} in the "
        f"{name_press(code)} press"
        for code in counts.index[:MOST_COUNTRIES]
    ]
    rest = counts.iloc[MOST_COUNTRIES:]
    if len(rest):
        n_more = "one more country" if len(rest) == 1 else f"{len(rest)} more countries"
        told.append(f"{_count(int(rest.sum()), 'article')} of {n_more}")
    n_unknown = len(articles) - len(known)
    if n_unknown:
        told.append(f"{_count(n_unknown, 'article')} without a country")
    return [f"These are {join_words(told)}."]


def _describe_cleaning(facts: Facts) -> list[str]:
    loaded = facts.loaded
    removed, kinds = loaded.removed, loaded.duplicates["kind"].value_counts()
    n_characters = int((removed["end"] - removed["start"]).sum())
    cleaned = (
        f"Page furniture was removed by rules ({_count(len(removed), 'piece')}, "
        f"{_count(n_characters, 'character')}, from "
        f"{_count(removed['article_id'].nunique(), 'article')})."
    )
    defaults = inspect.signature(find_duplicates).parameters
    share, length = defaults["threshold"].default, defaults["shingle_words"].default
    copies = (
        f"Copies were sought as identical texts and as texts that share {share:.0%} or more of "
        f"their sequences of {length} words [@broder1997]: {kinds.get('exact', 0):,} exact and "
        f"{kinds.get('near', 0):,} near copies were marked, and kept."
    )
    return [cleaned, copies] if len(removed) else [copies]


def _describe_uncertainty(facts: Facts) -> list[str]:
    sentences = []
    if facts.did(*ESTIMATED):
        draws = facts.settings(estimate_ratio, "n_resamples")
        number = f" of {join_words([f'{n:,}' for n in draws])} draws" if draws else ""
        between = "outlets" if facts.scope.cluster == "outlet" else "articles"
        sentences.append(
            f"Intervals are 95 % cluster-bootstrap intervals{number} [@efron1993; @cameron2008], "
            f"which draw {between} between presses and articles within an outlet, widened where "
            "clusters are few [@bell2002; @hesterberg2015]."
        )
    if not facts.did(*TESTED):
        return sentences
    if not facts.scope.can_compare:
        return [*sentences, f"Presses were not compared: {facts.scope.why_not}"]
    return sentences + _describe_tests(facts)


def _describe_tests(facts: Facts) -> list[str]:
    presses = join_words([name_press(group) for group in facts.groups])
    sentences = []
    if facts.did("compare_groups", "compare", "wording_contrasts"):
        listed = facts.settings(compare_groups, "max_assignments")
        drawn = facts.settings(compare_groups, "n_permutations")
        drawn += [n for n in facts.settings(wording_contrasts, "n_permutations") if n not in drawn]
        exact = f" where there are no more than {listed[0]:,}" if len(listed) == 1 else ""
        random = f", else {drawn[0]:,} random ones" if len(drawn) == 1 else ""
        sentences.append(
            f"The {presses} press were compared by their difference and by permutation tests that "
            f"deal out whole clusters: all assignments{exact}{random} [@good2005; @phipson2010]."
        )
    if facts.did("compare_groups", "compare"):
        sentences.append("Effect sizes are Cliff’s delta [@cliff1993].")
    if facts.did(*CORRECTED):
        sentences.append(
            "Within each family of comparisons, q values hold the false discovery rate "
            "[@benjamini1995]."
        )
    return sentences + _describe_sides(facts)


def _describe_sides(facts: Facts) -> list[str]:
    outlets = facts.measured.groupby("country", observed=True)["outlet"].nunique()
    sizes = [int(outlets.get(group, 0)) for group in facts.groups]
    if min(sizes) >= FEW_CLUSTERS:
        return []
    told = join_words(
        f"{_count(size, f'{name_press(group)} outlet')}"
        for size, group in zip(sizes, facts.groups, strict=True)
    )
    return [f"With {told} the sides are too small to rely on intervals between presses."]


def _describe_run(facts: Facts, about: Mapping[str, object]) -> list[str]:
    versions = dict(about["versions"])
    own = versions.pop("Parallax")
    others = ", ".join(f"{name} {number}" for name, number in versions.items())
    seeds = about["seed"]
    seeds = seeds if isinstance(seeds, list) else [seeds] if seeds is not None else []
    drawn = f" Random draws have the seed {join_words(seeds)}." if seeds else ""
    failed = [run.name for run in facts.runs if run.error]
    stopped = (
        f" {join_words(failed)} stopped before the end; only what ran is described here."
        if failed
        else ""
    )
    names = join_words(run.name for run in facts.runs)
    noun = "notebook" if len(facts.runs) == 1 else "notebooks"
    return [
        f"All figures were computed on {str(about['date'])[:10]} with Parallax {own} ({others}), "
        f"{noun} {names}.{stopped}{drawn} The data have the SHA-256 {about['data_sha256']}."
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _spaced(paragraphs: Sequence[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in (paragraph, "")]


def _escape(text: str) -> str:
    """Keep names from being read as Markdown or HTML; what a paper needs stays as it is."""
    for mark in "\\`*[]<>|":
        text = text.replace(mark, {"<": "&lt;", ">": "&gt;"}.get(mark, f"\\{mark}"))
    return text
