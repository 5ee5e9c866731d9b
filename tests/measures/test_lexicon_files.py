"""Lists of names as regular expressions. All names are invented."""

import re

from hypothesis import given
from hypothesis import strategies as st

from helpers.measures.lexicon_files import any_of

NAMES = st.lists(st.text("ab .", min_size=1, max_size=5), min_size=1, max_size=8)


def test_the_longest_name_that_fits_is_found():
    pattern = re.compile(rf"(?<!\w){any_of(['Orda', 'Orda Bay', 'Ordal'])}(?!\w)")
    assert pattern.findall("Orda Bay, Orda Bayside, Ordal, Ordaland") == [
        "Orda Bay", "Orda", "Ordal",
    ]  # fmt: skip


def test_marks_in_a_name_stand_for_themselves():
    assert re.fullmatch(any_of(["O.R.D.", "Dahl & Co (old)"]), "O.R.D.")
    assert not re.fullmatch(any_of(["O.R.D."]), "OxRxDx")


@given(NAMES, st.text("ab .", max_size=12))
def test_a_tree_of_letters_finds_what_a_plain_list_finds(names, text):
    longest_first = sorted(names, key=len, reverse=True)
    plain = f"(?:{'|'.join(map(re.escape, longest_first))})"
    for rest in ("", r"(?!\w)"):
        tree, listed = re.compile(any_of(names) + rest), re.compile(plain + rest)
        assert [m.span() for m in tree.finditer(text)] == [m.span() for m in listed.finditer(text)]
