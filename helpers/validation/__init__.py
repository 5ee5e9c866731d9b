"""Validate a measure on one's own corpus: draw, code, compare coders, score, keep a card.

The order of work is that of content analysis (Krippendorff 2018; Neuendorf 2017): `draw_sample`,
`write_coding_sheets`, `read_coding_sheets`, `compare_coders`, `write_adjudication_sheet`,
`read_adjudication`, `validate_measure`, `make_card`. Charts then carry the card's note
(`with_card`); without one they say that the measure is not validated on this corpus.
"""

from helpers.validation.adjudication import (
    Adjudicated,
    read_adjudication,
    write_adjudication_sheet,
)
from helpers.validation.agreement import CoderComparison, compare_coders, find_differences
from helpers.validation.beside import find_cards, with_cards, wording_card
from helpers.validation.cards import (
    NOT_VALIDATED,
    MeasureCard,
    find_card,
    read_card,
    with_card,
)
from helpers.validation.places import (
    list_coded_pairs,
    list_judged_codes,
    list_judged_frames,
)
from helpers.validation.protocols import hold_against, measure_units
from helpers.validation.reading import CodedSheets, SheetError, read_coding_sheets
from helpers.validation.sampling import draw_sample
from helpers.validation.scoring import (
    CorpusMark,
    hash_articles,
    make_card,
    mark_corpus,
    tone_of_score,
    validate_measure,
)
from helpers.validation.sheets import (
    read_key,
    write_coding_sheet,
    write_coding_sheets,
    write_key,
)
from helpers.validation.variables import Variable, coding_variables, read_codebook

__all__ = [
    "NOT_VALIDATED",
    "Adjudicated",
    "CodedSheets",
    "CoderComparison",
    "CorpusMark",
    "MeasureCard",
    "SheetError",
    "Variable",
    "coding_variables",
    "compare_coders",
    "draw_sample",
    "find_card",
    "find_cards",
    "find_differences",
    "hash_articles",
    "hold_against",
    "list_coded_pairs",
    "list_judged_codes",
    "list_judged_frames",
    "make_card",
    "mark_corpus",
    "measure_units",
    "read_adjudication",
    "read_card",
    "read_codebook",
    "read_coding_sheets",
    "read_key",
    "tone_of_score",
    "validate_measure",
    "with_card",
    "with_cards",
    "wording_card",
    "write_adjudication_sheet",
    "write_coding_sheet",
    "write_coding_sheets",
    "write_key",
]
