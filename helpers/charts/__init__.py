"""Charts of tidy result tables: one function a chart, one look for all.

Each function takes a table, returns a matplotlib ``Figure`` whose ``caption`` and ``alt`` are made
from that table, prints n, and draws what is missing as missing. None of them keeps state, changes
matplotlib's settings or shows anything; `helpers.show.show_figure` does the showing.
"""

from helpers.charts.agency import plot_agency
from helpers.charts.bursts import plot_bursts
from helpers.charts.contrasts import plot_contrasts
from helpers.charts.counts import plot_counts
from helpers.charts.distribution import plot_distribution
from helpers.charts.estimates import plot_estimates
from helpers.charts.event_window import plot_event_window
from helpers.charts.frames import plot_frames
from helpers.charts.keyness import plot_keyness
from helpers.charts.layout import message_figure
from helpers.charts.matrix import plot_matrix
from helpers.charts.shares import plot_shares
from helpers.charts.specifications import plot_specifications
from helpers.charts.style import (
    MARKERS,
    PALETTE,
    figure_bytes,
    finish,
    group_looks,
    group_name,
    save_figure,
    style,
)
from helpers.charts.term_plane import plot_term_plane
from helpers.charts.timeline import plot_timeline
from helpers.charts.tone_over_time import plot_tone_over_time
from helpers.charts.word_shift import plot_word_shift

__all__ = [
    "MARKERS",
    "PALETTE",
    "figure_bytes",
    "finish",
    "group_looks",
    "group_name",
    "message_figure",
    "plot_agency",
    "plot_bursts",
    "plot_contrasts",
    "plot_counts",
    "plot_distribution",
    "plot_estimates",
    "plot_event_window",
    "plot_frames",
    "plot_keyness",
    "plot_matrix",
    "plot_shares",
    "plot_specifications",
    "plot_term_plane",
    "plot_timeline",
    "plot_tone_over_time",
    "plot_word_shift",
    "save_figure",
    "style",
]
