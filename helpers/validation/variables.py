"""What coders are asked: variables with their codes, and the written codebook.

A code that is not written down is a private opinion (Krippendorff 2018, "Content Analysis",
chapters 7 and 12). Each measure that can be validated has its questions here and its codebook as a
text in `codebooks/`; both are a start, to be adapted to one's own material.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources

from helpers.measures.corrections import ROLES
from helpers.validation.cells import safe_cell

__all__ = ["MEASURES", "Variable", "coding_variables", "read_codebook"]

Code = int | str
MEASURES = ("tone", "targets", "frames", "quotations")
GENERIC_FRAMES = {
    "conflict": "do sides disagree, reproach, threaten or punish each other; winners, losers?",
    "human_interest": "is there a face, a feeling, a private life; how are persons affected?",
    "economic_consequences": "are there gains, losses, prices, costs, to whomever?",
    "morality": "is there right and wrong, promise, betrayal, decency, duty, shame, religion?",
    "responsibility": "who caused it, who could solve it, who ought to act, whose fault is it?",
}
PRESENCE = {0: "absent", 1: "present", 2: "leading"}
NOT_ONE = "not a quotation"
AFFILIATIONS = (
    "US", "RU", "UA", "BY", "CN", "DE", "FR", "GB", "PL", "TR", "EU", "NATO", "UN", "other",
)  # fmt: skip
NUMBERS = str.maketrans({"−": "-", "–": "-", "‐": "-", "\u00a0": " "})


@dataclass(frozen=True)
class Variable:
    """One question of a coding sheet.

    Attributes
    ----------
    name : str
        Name of the column.
    question : str
        What the coder is asked, in one sentence.
    codes : mapping of int or str to str
        Each code with its meaning, in order; all numbers or all texts.
    scale : str
        "nominal" or "ordinal" (or "interval", "ratio"), for the agreement of coders.
    """

    name: str
    question: str
    codes: Mapping[Code, str]
    scale: str = "nominal"

    def __post_init__(self) -> None:
        kinds = {type(code) for code in self.codes}
        if len(kinds) != 1 or not kinds <= {int, str}:
            raise ValueError(
                f"The codes of {self.name!r} must be all whole numbers or all texts, and at least "
                "one."
            )
        risky = [code for code in self.codes if isinstance(code, str) and safe_cell(code) != code]
        if risky:
            raise ValueError(
                f"The code {risky[0]!r} of {self.name!r} would be no plain text in a spreadsheet; "
                "take another one."
            )

    @property
    def numeric(self) -> bool:
        """Whether codes are whole numbers."""
        return isinstance(next(iter(self.codes)), int)

    def understand(self, cell: object) -> Code | None:
        """Turn a cell of a sheet into a code.

        Parameters
        ----------
        cell : object
            What stands in the sheet: a number, a text, or nothing.

        Returns
        -------
        int, str or None
            The code; None for an empty cell. Case, spaces around it and a typographic minus do
            not matter, nor does an apostrophe before it.

        Raises
        ------
        ValueError
            If it is no code; the message says what to write.
        """
        text = "" if cell is None or cell != cell else str(cell)
        text = text.translate(NUMBERS).strip().removeprefix("'").strip()
        if not text:
            return None
        if self.numeric:
            try:
                number = float(text.replace(",", "."))
            except ValueError:
                number = float("nan")
            if number in self.codes:
                return int(number)
        for code in self.codes:
            if str(code).casefold() == text.casefold():
                return code
        near = difflib.get_close_matches(text, [str(code) for code in self.codes], n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"write {self.list_codes()}"
        raise ValueError(f"'{text[:60]}' is no code; {hint}")

    def list_codes(self) -> str:
        """Return the codes as a phrase: "-1, 0 or 1"."""
        *most, last = map(str, self.codes)
        return f"{', '.join(most)} or {last}" if most else last

    def as_dict(self) -> dict:
        """Return the variable for JSON, codes as pairs, so that numbers stay numbers."""
        return asdict(self) | {"codes": [list(pair) for pair in self.codes.items()]}

    @classmethod
    def from_dict(cls, values: Mapping) -> "Variable":
        """Make a variable from what `as_dict` returned."""
        return cls(**{**values, "codes": dict(values["codes"])})


def coding_variables(measure: str, *, frames: Sequence[str] | None = None) -> list[Variable]:
    """Return the questions of a measure.

    Parameters
    ----------
    measure : str
        "tone" (of an article, -2 to 2), "targets" (tone toward an actor in a sentence, -1 to 1),
        "frames" (0 absent, 1 present, 2 leading) or "quotations" (is it one, is the speaker
        right, affiliation, role).
    frames : sequence of str, optional
        The frames to ask for. Default: the five generic ones.

    Returns
    -------
    list of Variable

    Raises
    ------
    ValueError
        If there is no such measure.
    """
    _check_measure(measure)
    if measure == "tone":
        codes = {-2: "plainly negative", -1: "rather negative", 0: "even",
                 1: "rather positive", 2: "plainly positive"}  # fmt: skip
        return [Variable("tone", "How does the piece as a whole sound?", codes, "ordinal")]
    if measure == "targets":
        codes = {-1: "unfavourable", 0: "neither or both", 1: "favourable"}
        question = 'What does the sentence say about the actor named in "about"?'
        return [Variable("tone_toward", question, codes, "ordinal")]
    if measure == "frames":
        return [
            Variable(
                frame,
                f"{frame.replace('_', ' ').capitalize()}: "
                + GENERIC_FRAMES.get(frame, "is this frame in the article?"),
                PRESENCE,
                "ordinal",
            )
            for frame in frames or GENERIC_FRAMES
        ]
    yes, no = {"yes": "yes", "no": "no"}, {NOT_ONE: "these words are no quotation"}
    named = {name: name for name in AFFILIATIONS} | {"none": "the text leaves it open"}
    roles = {role: role for role in ROLES} | {"none": "the text leaves it open"}
    return [
        Variable("is_quotation", "Are the marked words said or written by a source?", yes),
        Variable("speaker_right", 'Does "about" name the source?',
                 yes | {"unclear": "the text leaves it open"} | no),
        Variable("affiliation", "For whom does the source speak?", named | no),
        Variable("role", "In which role does the source speak?", roles | no),
    ]  # fmt: skip


def read_codebook(measure: str) -> str:
    """Return the written codebook of a measure as Markdown.

    Raises
    ------
    ValueError
        If there is no such measure.
    """
    _check_measure(measure)
    path = resources.files("helpers.validation") / "codebooks" / f"{measure}.md"
    return path.read_text(encoding="utf-8")


def _check_measure(measure: str) -> None:
    if measure not in MEASURES:
        raise ValueError(f"No codebook for {measure!r}; there is: {', '.join(MEASURES)}.")
