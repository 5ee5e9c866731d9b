"""Measures: a table of articles in, a tidy table out; one module a measure."""

from helpers.measures.attention import count_articles
from helpers.measures.attribution_errors import attribution_errors
from helpers.measures.concordance import concordance, find_terms
from helpers.measures.framing import find_frame_hits, frame_lexicon, score_frames
from helpers.measures.keyness import compare_words
from helpers.measures.quotations import find_quotations
from helpers.measures.sentiment import (
    disagreement,
    explain_sentiment,
    score_sentiment,
    share_of_zeros,
)
from helpers.measures.speakers import (
    count_affiliations,
    count_speakers,
    quoted_share,
    share_affiliations,
)
from helpers.measures.validation import match_quotations, score_attributes, score_quotations
from helpers.measures.wording import count_wording, wording_concepts, wording_shares

__all__ = [
    "attribution_errors",
    "compare_words",
    "concordance",
    "count_affiliations",
    "count_articles",
    "count_speakers",
    "count_wording",
    "disagreement",
    "explain_sentiment",
    "find_frame_hits",
    "find_quotations",
    "find_terms",
    "frame_lexicon",
    "match_quotations",
    "quoted_share",
    "score_attributes",
    "score_frames",
    "score_quotations",
    "score_sentiment",
    "share_affiliations",
    "share_of_zeros",
    "wording_concepts",
    "wording_shares",
]
