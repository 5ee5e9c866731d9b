"""Shared helpers of the Parallax notebooks: corpus, text, measures, statistics, charts, report."""

__version__ = "0.1.0"
