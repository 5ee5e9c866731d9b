"""The one error that this package raises on purpose."""


class ReportError(ValueError):
    """The report cannot be written; the message says why and what to do about it."""
