"""What a methods paragraph says of each measure, and of what it must be silent.

A sentence is written only if a cell that ran used the function that it speaks of, and if the corpus
has what the function needs. Numbers come from the run: parameters of its notebooks, settings of its
calls, defaults of the functions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from helpers import measures
from helpers.report.methods_facts import Facts

SCHEMES = {"policy": "the fourteen dimensions of the Policy Frames Codebook [@boydstun2014]",
           "generic": "five generic frames [@semetko2000]"}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A sentence about a measure.

    Attributes
    ----------
    functions : tuple of str
        It is written if one of them was used.
    write : callable
        Returns the sentence, or "" where there is nothing to say.
    """

    functions: tuple[str, ...]
    write: Callable[[Facts], str]


def describe_measures(facts: Facts) -> list[str]:
    """Return one paragraph a subject: tone, sources, framing, attention, validity.

    Returns
    -------
    list of str
        Paragraphs with citations as ``[@key]``; subjects that the run did not touch have none.
    """
    paragraphs = []
    for steps in (TONE, SOURCES, FRAMING, ATTENTION, VALIDITY):
        sentences = [step.write(facts) for step in steps if facts.did(*step.functions)]
        paragraphs.append(" ".join(filter(None, sentences)))
    return [paragraph for paragraph in paragraphs if paragraph]


def join_words(words: Iterable[object]) -> str:
    """Return "a, b and c"."""
    texts = [str(word) for word in words]
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _when_compared(sentence: str) -> Callable[[Facts], str]:
    return lambda facts: sentence if facts.scope.can_compare else ""


def _when_dated(sentence: str) -> Callable[[Facts], str]:
    return lambda facts: sentence if facts.has_dates else ""


def _always(sentence: str) -> Callable[[Facts], str]:
    return lambda _facts: sentence


def _write_tone(facts: Facts) -> str:
    names = {"textblob": "TextBlob [@loria2025], whose word list is that of Pattern [@desmedt2012]",
             "vader": "VADER [@hutto2014]"}  # fmt: skip
    used: set[str] = set()
    for methods in facts.settings(measures.score_sentiment, "methods"):
        used |= set([methods] if isinstance(methods, str) else methods or names)
    told = [text for name, text in names.items() if name in used]
    if not told:
        return "Tone was scored as polarity, from -1 to 1."
    return f"Tone was scored as polarity, from -1 to 1, with {' and with '.join(told)}."


def _write_targets(facts: Facts) -> str:
    actors = facts.parameter("score_targets", "actors")
    toward = join_words(actors[0]) if len(actors) == 1 and actors[0] else "actors"
    return (
        f"Tone toward {toward} was scored at each mention with the linear model that comes with "
        "Parallax, trained on NewsMTSC [@hamborg2021], all names masked."
    )


def _write_over_time(facts: Facts) -> str:
    if not facts.has_dates:
        return ""
    widths = [days for days in facts.parameter("smooth_tone", "bandwidth") if days]
    width = f" of {join_words(widths)} days" if widths else ""
    return (
        f"Tone over time is a local mean with a Gaussian kernel{width} [@hastie2009]; its band "
        "draws whole clusters [@davison1997]."
    )


def _write_corrections(facts: Facts) -> str:
    given = [path for path in facts.parameter("apply_corrections", "corrections") if path]
    return "Speakers were corrected by hand from a file of corrections." if given else ""


def _write_frames(facts: Facts) -> str:
    schemes = facts.parameter("score_frames", "scheme") or facts.settings(
        measures.score_frames, "scheme"
    )
    named = [SCHEMES[scheme] for scheme in schemes if scheme in SCHEMES]
    after = f" for {join_words(named)}" if named else ""
    return (
        f"Frames [@entman1993] were scored with the word lists of Parallax{after}, as weighted "
        "hits per 100 words; negated hits were not counted."
    )


def _write_events(facts: Facts) -> str:
    if facts.has_events:
        return "Which articles tell the same event was taken from the column “event” of the corpus."
    if not facts.has_dates:
        return ""
    return (
        "Articles were joined into events by date and shared vocabulary, as in topic detection and "
        "tracking [@allan1998]."
    )


def _write_words(facts: Facts) -> str:
    if not facts.scope.can_compare:
        return ""
    lengths = facts.settings(measures.compare_words, "ngrams")
    longest = lengths[0] if len(lengths) == 1 and isinstance(lengths[0], int) else 1
    what = f"Words and sequences of up to {longest} words" if longest > 1 else "Words"
    return (
        f"{what} of the two presses were compared by the log-odds ratio with an informative "
        "Dirichlet prior [@monroe2008], beside their dispersion [@gries2008]."
    )


def _write_gaps(facts: Facts) -> str:
    if not facts.has_dates:
        return ""
    levels = facts.settings(measures.find_gaps, "p")
    level = f" (p below {levels[0]:g})" if len(levels) == 1 else ""
    return (
        "A span without articles that is unlikely in an outlet’s own rhythm"
        f"{level} was taken for a gap in the data; days before an outlet’s first article, after "
        "its last and in a gap count as unknown, not as zero [@cameron2013]."
    )


def _write_bursts(facts: Facts) -> str:
    if not facts.has_dates:
        return ""
    factors = facts.settings(measures.find_bursts, "s")
    prices = facts.settings(measures.find_bursts, "gamma")
    known = len(factors) == len(prices) == 1
    numbers = f" (factor {factors[0]:g}, price of a step {prices[0]:g})" if known else ""
    return (
        "Attention was counted in articles over time [@mccombs1972]; bursts are those of "
        f"Kleinberg’s automaton{numbers} [@kleinberg2003]."
    )


def _write_window(facts: Facts) -> str:
    ask = facts.parameter("event_window", "event_date")
    spans = [facts.parameter("event_window", name) for name in ("before", "after")]
    if not facts.has_dates or not all(len(values) == 1 for values in (ask, *spans)):
        return ""
    (before,), (after,) = spans
    date, _ = measures.choose_event(facts.loaded.articles, ask[0], before=before, after=after)
    if date is None:
        return ""
    return (
        f"Attention in the {before} days before and the {after} days from "
        f"{pd.Timestamp(date):%Y-%m-%d} on was compared [@mackinlay1997] with quasi-Poisson "
        "intervals [@mccullagh1989], and the change held against that at every other date of the "
        "corpus [@abadie2015]."
    )


def _write_agenda(facts: Facts) -> str:
    if not (facts.has_events and facts.has_dates):
        return ""
    return "Who covers an event, and who first, was counted by event [@mccombs2005]."


def _count_rows(facts: Facts, name: str, **only: str) -> int:
    """Return how many rows of a table beside the corpus have these values, 0 without a table."""
    path = facts.loaded.beside(name)
    if path is None:
        return 0
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    for column, value in only.items():
        table = table[table[column] == value] if column in table else table
    return len(table)


def _write_coders(facts: Facts) -> str:
    if not (_count_rows(facts, "coder_a.csv") and _count_rows(facts, "coder_b.csv")):
        return ""
    return (
        "Agreement of the two coders of the sheets beside the corpus is Krippendorff’s alpha "
        "[@krippendorff2018]."
    )


def _write_codes(facts: Facts) -> str:
    n_articles = _count_rows(facts, "adjudicated.csv")
    if not n_articles:
        return ""
    return (
        f"Measures were held against the decided codes of {n_articles:,} articles that lie beside "
        "the corpus, by rank correlation or macro-averaged F1 [@manning2008]."
    )


def _write_marked(facts: Facts) -> str:
    n_quotations = _count_rows(facts, "quotations.csv", act="speech")
    if not n_quotations:
        return ""
    return (
        f"The finder of quotations was held against the {n_quotations:,} marked quotations that "
        "lie beside the corpus."
    )


def _write_sample(facts: Facts) -> str:
    if not _count_rows(facts, "adjudicated.csv"):
        return ""
    return (
        "How a sample is drawn by outlet and score, coded and weighted by the inverse of the "
        "probability of being drawn [@horvitz1952] was gone through with these codes."
    )


TONE = (
    Step(("score_sentiment",), _write_tone),
    Step(("score_targets",), _write_targets),
    Step(("smooth_tone",), _write_over_time),
    Step(("word_shift",), _when_compared(
        "Which words make up the difference in tone is shown by word shift graphs [@gallagher2021]."
    )),
    Step(("tone_specifications",), _when_compared(
        "The difference in tone was computed again under other defensible choices of method, "
        "articles and voice, in a specification curve [@simonsohn2020]."
    )),
)  # fmt: skip
SOURCES = (
    Step(("find_quotations",), _always(
        "Quotations, their cues and their speakers were found by rules [@pareti2016; @newell2018]; "
        "whom a speaker speaks for comes from registers of people and institutions, from what the "
        "article says, or from rules of thumb."
    )),
    Step(("apply_corrections",), _write_corrections),
    Step(("source_frequency", "share_voices"), _always(
        "Sources were counted as quotations, as words and as articles [@sigal1973; @gans1979]."
    )),
    Step(("share_voices", "share_officials", "share_roles", "share_sources"), _always(
        "Shares of voices come with the two ends that they could have if none, or all, of the "
        "speakers whose affiliation or role is unknown belonged to them [@manski2003]."
    )),
    Step(("first_speakers",), _always(
        "Who speaks first in an article was counted by role [@hall1978]."
    )),
    Step(("speaker_diversity", "diversity"), _always(
        "Diversity was measured by Shannon’s entropy [@shannon1948; @mcdonald2003]."
    )),
    Step(("reporting_verbs", "add_verbs"), _always(
        "Reporting verbs were told apart by the stance that they take on a source [@cole1974]."
    )),
)  # fmt: skip
FRAMING = (
    Step(("score_frames",), _write_frames),
    Step(("find_events",), _write_events),
    Step(("frame_variants", "stack_specifications"), _when_compared(
        "Differences in framing were computed again under other defensible choices, in a "
        "multiverse analysis [@steegen2016]."
    )),
    Step(("count_wording",), _always(
        "Rival names for the same thing [@entman1991] were counted with the codebook that comes "
        "with Parallax."
    )),
    Step(("find_agency",), _always(
        "Who acts and who is acted upon [@vanleeuwen1996] was found by rules."
    )),
    Step(("compare_words",), _write_words),
)  # fmt: skip
ATTENTION = (
    Step(("find_bursts",), _write_bursts),
    Step(("find_gaps",), _write_gaps),
    Step(("event_window",), _write_window),
    Step(("event_coverage", "event_leads", "first_reports"), _write_agenda),
)
VALIDITY = (
    Step(("compare_coders",), _write_coders),
    Step(("validate_measure", "score_frame_codes", "correlate_tone", "score_labels"), _write_codes),
    Step(("score_quotations",), _write_marked),
    Step(("draw_sample",), _write_sample),
)
