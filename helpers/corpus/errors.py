"""The one exception that an unusable corpus raises, written for the person who has to fix it."""


class CorpusError(Exception):
    """Input that cannot be used at all, with where it is wrong and what to do about it.

    A single bad record is no error: it becomes a row of ``Corpus.rejects``.

    Parameters
    ----------
    problem : str
        What is wrong, in plain English, without a full stop at the end.
    file : str or pathlib.Path, optional
        The file, folder or member of an archive.
    row : int, optional
        The row as a spreadsheet program numbers it (the header is row 1), or the line of a text.
    column : str, optional
        The column as the file calls it.
    advice : str, optional
        What to do, as whole sentences.

    Examples
    --------
    >>> print(CorpusError("the quotation mark is never closed", file="a.csv", row=12))
    a.csv, row 12: the quotation mark is never closed.
    """

    def __init__(
        self, problem: str, *, file=None, row: int | None = None, column: str | None = None,
        advice: str | None = None,
    ) -> None:  # fmt: skip
        self.problem = problem
        self.file = None if file is None else str(file)
        self.row = row
        self.column = column
        self.advice = advice
        super().__init__(self._message())

    def _message(self) -> str:
        place = [
            self.file,
            None if self.row is None else f"row {self.row:,}",
            None if self.column is None else f"column '{self.column}'",
        ]
        where = ", ".join(part for part in place if part)
        message = f"{where}: {self.problem}." if where else f"{self.problem}."
        return f"{message} {self.advice}" if self.advice else message

    def __reduce__(self):
        # Keyword-only arguments are lost by the default; notebooks may run in other processes.
        state = (self.problem, self.file, self.row, self.column, self.advice)
        return _rebuild, state


def _rebuild(problem, file, row, column, advice) -> CorpusError:
    return CorpusError(problem, file=file, row=row, column=column, advice=advice)
