"""Files in, one tidy table of articles out.

`load_corpus` reads what researchers have (exports, spreadsheets, folders of texts), cleans it,
marks duplicates and looks the outlets up, and accounts for every record that it was given.
"""

from helpers.corpus.corpus import Corpus
from helpers.corpus.duplicates import list_copies
from helpers.corpus.errors import CorpusError
from helpers.corpus.load import load_corpus

__all__ = ["Corpus", "CorpusError", "list_copies", "load_corpus"]
