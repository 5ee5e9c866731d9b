"""Estimates with intervals, comparisons of groups, diversity: what the data can and cannot say."""

from helpers.stats.accuracy import correlate_scores, score_codes
from helpers.stats.bootstrap import estimate_ratio
from helpers.stats.compare import adjust_p_values, compare_groups
from helpers.stats.confusion import (
    code_agreement,
    confusion_matrix,
    confusion_table,
    percent_agreement,
)
from helpers.stats.describe import describe_difference
from helpers.stats.diversity import diversity
from helpers.stats.groups import Groups, compare, make_groups
from helpers.stats.lexicon_sensitivity import (
    halve_terms,
    leave_one_term_out,
    lexicon_halves,
)
from helpers.stats.rarefaction import rarefy_diversity
from helpers.stats.reliability import coder_agreement
from helpers.stats.schema import UNKNOWN, check_comparison, check_result
from helpers.stats.sensitivity import leave_one_out, swap_labels
from helpers.stats.shares import estimate_shares
from helpers.stats.specifications import describe_specifications, stack_specifications

__all__ = [
    "UNKNOWN",
    "Groups",
    "adjust_p_values",
    "check_comparison",
    "check_result",
    "code_agreement",
    "coder_agreement",
    "compare",
    "compare_groups",
    "confusion_matrix",
    "confusion_table",
    "correlate_scores",
    "describe_difference",
    "describe_specifications",
    "diversity",
    "estimate_ratio",
    "estimate_shares",
    "halve_terms",
    "leave_one_out",
    "leave_one_term_out",
    "lexicon_halves",
    "make_groups",
    "percent_agreement",
    "rarefy_diversity",
    "score_codes",
    "stack_specifications",
    "swap_labels",
]
