"""Measures: a table of articles in, a tidy table out; one module a measure."""

from helpers.measures.agency import (
    AGENCY_ROLES,
    agency_actors,
    agency_shares,
    find_agency,
)
from helpers.measures.agenda import event_coverage, event_leads, first_reports
from helpers.measures.attention import choose_period, count_articles
from helpers.measures.attribution_errors import attribution_errors
from helpers.measures.bursts import find_bursts
from helpers.measures.concordance import concordance, find_terms
from helpers.measures.corrections import Corrections, apply_corrections
from helpers.measures.counted_articles import (
    articles_around,
    articles_by_period,
    articles_counted,
)
from helpers.measures.event_window import choose_event, event_days, event_window
from helpers.measures.events import find_events
from helpers.measures.events_told import pair_articles, told_by_both
from helpers.measures.frame_codes import code_frames, frame_cutoffs, score_frame_codes
from helpers.measures.frame_variants import frame_variants
from helpers.measures.framing import find_frame_hits, frame_lexicon, score_frames
from helpers.measures.framing_findings import (
    describe_frame_gaps,
    describe_key_words,
    describe_rival_names,
)
from helpers.measures.framing_places import (
    agency_places,
    coding_errors,
    frame_places,
    wording_errors,
    wording_places,
)
from helpers.measures.gap_effects import cut_hole, gap_effects
from helpers.measures.gaps import describe_rhythm, find_gaps
from helpers.measures.gold import read_frame_codes, read_gold_quotations
from helpers.measures.keyness import compare_words, word_places
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
from helpers.measures.source_gaps import (
    compare_voices,
    describe_found,
    describe_share_gap,
    describe_share_gaps,
    describe_speakers,
)
from helpers.measures.source_places import label_quotations, mark_officials
from helpers.measures.source_shares import (
    first_speakers,
    share_officials,
    share_roles,
    share_sources,
    share_voices,
)
from helpers.measures.speaker_diversity import speaker_diversity
from helpers.measures.speakers import find_quoted_words, quoted_share, share_affiliations
from helpers.measures.target_validation import (
    match_targets,
    score_mentions_found,
    score_target_labels,
)
from helpers.measures.target_words import explain_target
from helpers.measures.targets import people_as_actors, score_spans, score_targets
from helpers.measures.term_places import find_tone_terms
from helpers.measures.tone_explained import explain
from helpers.measures.tone_gap import (
    describe_aimed_gaps,
    describe_tone_gap,
    tone_specifications,
)
from helpers.measures.tone_over_time import smooth_tone
from helpers.measures.tone_toward import place_mentions, score_mentions, tone_matrix
from helpers.measures.tone_validity import (
    correlate_tone,
    describe_labels,
    describe_zeros,
    explain_sentences,
    score_labels,
)
from helpers.measures.validation import match_quotations, score_attributes, score_quotations
from helpers.measures.volume import choose_unit, daily_volume
from helpers.measures.word_shift import score_terms, word_shift
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
    "agency_places",
    "agency_shares",
    "apply_corrections",
    "articles_around",
    "articles_by_period",
    "articles_counted",
    "attribution_errors",
    "choose_event",
    "choose_period",
    "choose_unit",
    "code_frames",
    "coding_errors",
    "compare_voices",
    "compare_wording_shares",
    "compare_words",
    "concordance",
    "correlate_tone",
    "count_articles",
    "count_wording",
    "cut_hole",
    "daily_volume",
    "describe_aimed_gaps",
    "describe_found",
    "describe_frame_gaps",
    "describe_key_words",
    "describe_labels",
    "describe_rhythm",
    "describe_rival_names",
    "describe_share_gap",
    "describe_share_gaps",
    "describe_speakers",
    "describe_tone_gap",
    "describe_zeros",
    "disagreement",
    "event_coverage",
    "event_days",
    "event_leads",
    "event_window",
    "explain",
    "explain_sentences",
    "explain_sentiment",
    "explain_target",
    "find_agency",
    "find_bursts",
    "find_events",
    "find_frame_hits",
    "find_gaps",
    "find_quotations",
    "find_quoted_words",
    "find_terms",
    "find_tone_terms",
    "first_reports",
    "first_speakers",
    "frame_cutoffs",
    "frame_lexicon",
    "frame_places",
    "frame_variants",
    "gap_effects",
    "label_quotations",
    "mark_officials",
    "match_quotations",
    "match_targets",
    "match_wording",
    "pair_articles",
    "people_as_actors",
    "place_mentions",
    "quoted_share",
    "quotes_network",
    "read_frame_codes",
    "read_gold_quotations",
    "reporting_verbs",
    "score_attributes",
    "score_frame_codes",
    "score_frames",
    "score_labels",
    "score_mentions",
    "score_mentions_found",
    "score_quotations",
    "score_sentiment",
    "score_spans",
    "score_target_labels",
    "score_targets",
    "score_terms",
    "score_wording",
    "share_affiliations",
    "share_of_zeros",
    "share_officials",
    "share_roles",
    "share_sources",
    "share_voices",
    "smooth_tone",
    "source_frequency",
    "speaker_diversity",
    "told_by_both",
    "tone_matrix",
    "tone_specifications",
    "verb_contrasts",
    "who_quotes_whom",
    "word_places",
    "word_shift",
    "wording_concepts",
    "wording_contrasts",
    "wording_errors",
    "wording_places",
    "wording_shares",
]
