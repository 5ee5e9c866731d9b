"""Estimates with intervals, comparisons of groups, diversity: what the data can and cannot say."""

from helpers.stats.accuracy import correlate_scores, score_codes
from helpers.stats.bootstrap import estimate_ratio
from helpers.stats.compare import adjust_p_values, compare_groups, leave_one_out
from helpers.stats.confusion import (
    code_agreement,
    confusion_matrix,
    confusion_table,
    percent_agreement,
)
from helpers.stats.describe import describe_difference
from helpers.stats.diversity import diversity
from helpers.stats.rarefaction import rarefy_diversity
from helpers.stats.reliability import coder_agreement
from helpers.stats.schema import UNKNOWN, check_comparison, check_result
from helpers.stats.shares import estimate_shares

__all__ = [
    "UNKNOWN",
    "adjust_p_values",
    "check_comparison",
    "check_result",
    "code_agreement",
    "coder_agreement",
    "compare_groups",
    "confusion_matrix",
    "confusion_table",
    "correlate_scores",
    "describe_difference",
    "diversity",
    "estimate_ratio",
    "estimate_shares",
    "leave_one_out",
    "percent_agreement",
    "rarefy_diversity",
    "score_codes",
]
