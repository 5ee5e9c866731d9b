"""Measures: a table of articles in, a tidy table out; one module a measure."""

from helpers.measures.agency import (
    AGENCY_ROLES,
    agency_actors,
    agency_shares,
    find_agency,
)
from helpers.measures.attention import count_articles
from helpers.measures.attribution_errors import attribution_errors
from helpers.measures.concordance import concordance, find_terms
from helpers.measures.corrections import Corrections, apply_corrections
from helpers.measures.events import find_events
from helpers.measures.events_told import pair_articles, told_by_both
from helpers.measures.frame_codes import code_frames, frame_cutoffs, score_frame_codes
from helpers.measures.frame_variants import frame_variants
from helpers.measures.framing import find_frame_hits, frame_lexicon, score_frames
from helpers.measures.gold import read_frame_codes, read_gold_quotations
from helpers.measures.keyness import compare_words
from helpers.measures.quotations import find_quotations
from helpers.measures.quotes_network import quotes_network, who_quotes_whom
from helpers.measures.reporting_verbs import add_verbs, reporting_verbs, verb_contrasts
from helpers.measures.role_groups import ROLE_GROUPS, add_role_groups
from helpers.measures.sentiment import (
    disagreement,
    explain_sentiment,
    score_sentiment,
    share_of_zeros,
)
from helpers.measures.source_frequency import UNATTRIBUTED, source_frequency
from helpers.measures.source_shares import (
    first_speakers,
    share_officials,
    share_roles,
    share_sources,
    share_voices,
)
from helpers.measures.speaker_diversity import speaker_diversity
from helpers.measures.speakers import quoted_share, share_affiliations
from helpers.measures.target_validation import (
    match_targets,
    score_mentions_found,
    score_target_labels,
)
from helpers.measures.target_words import explain_target
from helpers.measures.targets import people_as_actors, score_spans, score_targets
from helpers.measures.validation import match_quotations, score_attributes, score_quotations
from helpers.measures.wording import (
    count_wording,
    wording_concepts,
    wording_contrasts,
    wording_shares,
)
from helpers.measures.wording_scores import compare_wording_shares, match_wording, score_wording

__all__ = [
    "AGENCY_ROLES",
    "ROLE_GROUPS",
    "UNATTRIBUTED",
    "Corrections",
    "add_role_groups",
    "add_verbs",
    "agency_actors",
    "agency_shares",
    "apply_corrections",
    "attribution_errors",
    "code_frames",
    "compare_wording_shares",
    "compare_words",
    "concordance",
    "count_articles",
    "count_wording",
    "disagreement",
    "explain_sentiment",
    "explain_target",
    "find_agency",
    "find_events",
    "find_frame_hits",
    "find_quotations",
    "find_terms",
    "first_speakers",
    "frame_cutoffs",
    "frame_lexicon",
    "frame_variants",
    "match_quotations",
    "match_targets",
    "match_wording",
    "pair_articles",
    "people_as_actors",
    "quoted_share",
    "quotes_network",
    "read_frame_codes",
    "read_gold_quotations",
    "reporting_verbs",
    "score_attributes",
    "score_frame_codes",
    "score_frames",
    "score_mentions_found",
    "score_quotations",
    "score_sentiment",
    "score_spans",
    "score_target_labels",
    "score_targets",
    "score_wording",
    "share_affiliations",
    "share_of_zeros",
    "share_officials",
    "share_roles",
    "share_sources",
    "share_voices",
    "source_frequency",
    "speaker_diversity",
    "told_by_both",
    "verb_contrasts",
    "who_quotes_whom",
    "wording_concepts",
    "wording_contrasts",
    "wording_shares",
]
