"""Corrections of speakers: what each action changes, and how slips are reported."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers.measures import apply_corrections, find_quotations, source_frequency
from tests.measures.source_tables import (
    ARTICLES,
    DEFENCE,
    FOREIGN,
    OTHER,
    quotation,
    quotations,
    table,
)


def correct(rows, *lines, header=None):
    """Apply corrections given as dictionaries."""
    return apply_corrections(rows, pd.DataFrame(list(lines), columns=header, dtype="str"))


def facts(rows, place):
    names = ["speaker_id", "speaker_name", "affiliation", "role", "anonymous"]
    return [None if pd.isna(value) else value for value in rows.loc[place, names]]


def two_names():
    return table(
        quotation("a1", "Ann Roe", "US", FOREIGN),
        quotation("a1", "Ann Roe", "US", FOREIGN),
        quotation("a2", "Roe"),
        quotation("b1", "spokeswoman", None, OTHER, anonymous=True),
    )


def test_merged_speakers_are_one_with_the_facts_of_the_one_that_is_there():
    done = correct(
        two_names(),
        {"action": "merge", "speaker_id": "roe", "new_name": "Ann Roe"},
        {"action": "merge", "speaker_name": "spokeswoman", "new_name": "Ann Roe"},
    )
    roe = ["ann-roe", "Ann Roe", "US", FOREIGN, False]
    assert [facts(done.quotations, place) for place in range(4)] == [roe] * 4
    assert done.changes["n_changed"].tolist() == [1, 1]
    assert source_frequency(done.quotations, ARTICLES)["n_quotations"].tolist() == [4]


def test_a_merge_into_a_new_name_keeps_what_was_known():
    done = correct(
        two_names(), {"action": "merge", "speaker_id": "ann-roe", "new_name": "Dr. Ann Roe"}
    )
    assert facts(done.quotations, 0) == ["dr-ann-roe", "Dr. Ann Roe", "US", FOREIGN, False]
    assert facts(done.quotations, 2)[0] == "roe"


def test_a_merge_into_a_name_of_the_table_takes_its_identifier():
    rows = table(
        quotation("a1", "Ann Roe", "US", FOREIGN),
        quotation("a2", "Ann Roe Jr.", "US", OTHER),
        quotation("a3", "A. Roe"),
    )
    rows.loc[1, "speaker_id"] = "ann-roe-jr"
    done = correct(rows, {"action": "merge", "speaker_name": "A. Roe", "new_name": "Ann Roe Jr."})
    assert facts(done.quotations, 2) == ["ann-roe-jr", "Ann Roe Jr.", "US", OTHER, False]
    assert facts(done.quotations, 0)[0] == "ann-roe"


def test_a_merge_can_be_of_one_article_only():
    done = correct(
        two_names(),
        {"action": "merge", "speaker_id": "ann-roe", "article_id": "a2", "new_name": "Ann Smith"},
    )
    assert len(done.unused) == 1
    assert_frame_equal(done.quotations, two_names())


def test_a_split_makes_another_person_who_does_not_inherit():
    rows = table(
        quotation("a1", "Price", "US", FOREIGN),
        quotation("b1", "Price", "US", FOREIGN),
        quotation("b1", "Price", "US", FOREIGN),
    )
    done = correct(
        rows,
        {"action": "split", "speaker_id": "price", "article_id": "b1", "new_name": "Olga Price",
         "role": "citizen"},
    )  # fmt: skip
    assert facts(done.quotations, 0) == ["price", "Price", "US", FOREIGN, False]
    assert facts(done.quotations, 1) == ["olga-price", "Olga Price", None, "citizen", False]
    assert done.changes["n_changed"].tolist() == [2]


def test_one_quotation_is_reassigned_to_a_speaker_who_is_there():
    done = correct(
        quotations(),
        {"action": "reassign", "article_id": "a2", "quotation_id": "0", "new_name": "Ann Roe"},
    )
    assert facts(done.quotations, 3) == ["ann-roe", "Ann Roe", "US", FOREIGN, False]
    assert facts(done.quotations, 5)[0] == "ivan-tal"


def test_an_unattributed_quotation_gets_a_speaker():
    done = correct(
        quotations(),
        {"action": "reassign", "article_id": "a2", "quotation_id": "1", "new_name": "dock worker",
         "anonymous": "yes", "role": "citizen", "affiliation": "UA"},
    )  # fmt: skip
    assert facts(done.quotations, 4) == ["dock-worker", "dock worker", "UA", "citizen", True]


def test_facts_of_a_speaker_are_set_everywhere():
    done = correct(
        quotations(), {"action": "set", "speaker_name": "Ivan Tal", "affiliation": "NATO"}
    )
    assert facts(done.quotations, 3)[2] == facts(done.quotations, 5)[2] == "NATO"
    assert facts(done.quotations, 3)[3] == DEFENCE


def test_a_fact_can_be_emptied():
    done = correct(
        quotations(), {"action": "set", "speaker_id": "ann-roe", "affiliation": "(unknown)"}
    )
    assert facts(done.quotations, 0)[2] is None


def test_corrections_see_what_the_ones_before_did():
    done = correct(
        two_names(),
        {"action": "merge", "speaker_id": "roe", "new_name": "Ann Smith"},
        {"action": "set", "speaker_id": "ann-smith", "affiliation": "GB"},
    )
    assert facts(done.quotations, 2)[:3] == ["ann-smith", "Ann Smith", "GB"]


def test_the_origin_of_an_affiliation_and_the_office_follow():
    rows = two_names().assign(affiliation_from="article", office="spokeswoman")
    done = correct(
        rows,
        {"action": "set", "speaker_id": "roe", "affiliation": "US"},
        {"action": "reassign", "article_id": "a1", "quotation_id": "0", "new_name": "Bo Ek"},
    )
    assert done.quotations["affiliation_from"].fillna("?").tolist() == [
        "?", "article", "correction", "article",
    ]  # fmt: skip
    assert done.quotations["office"].fillna("?").tolist() == ["?"] + ["spokeswoman"] * 3


def test_words_of_the_article_and_offsets_stay():
    done = correct(two_names(), {"action": "merge", "speaker_id": "roe", "new_name": "Ann Roe"})
    assert done.quotations["speaker"].tolist() == two_names()["speaker"].tolist()
    assert done.quotations.dtypes.to_dict() == two_names().dtypes.to_dict()


def test_unused_corrections_are_reported():
    done = correct(
        two_names(),
        {"action": "set", "speaker_id": "nobody", "affiliation": "US"},
        {"action": "merge", "speaker_id": "roe", "new_name": "Ann Roe"},
    )
    assert done.unused[["row", "about"]].to_numpy().tolist() == [[2, "nobody"]]
    assert done.summary() == (
        "Corrections: 1 set (0 quotations), 1 merge (1 quotation). "
        "1 found no quotation: row 2 (nobody)."
    )


def test_a_correction_that_changes_nothing_is_used_and_counts_no_change():
    done = correct(two_names(), {"action": "set", "speaker_id": "ann-roe", "affiliation": "US"})
    assert done.changes[["n_quotations", "n_changed"]].to_numpy().tolist() == [[2, 0]]
    assert done.unused.empty


def test_nothing_that_is_given_is_changed():
    given = quotations()
    lines = pd.DataFrame([{"action": "merge", "speaker_id": "ivan-tal", "new_name": "Ivan Tall"}])
    before = lines.copy()
    apply_corrections(given, lines)
    assert_frame_equal(given, quotations())
    assert_frame_equal(lines, before)


def test_no_corrections_and_no_quotations():
    done = correct(quotations(), header=["action"])
    assert_frame_equal(done.quotations, quotations())
    assert done.summary() == "Corrections: none."
    empty = correct(table(), {"action": "set", "speaker_id": "roe", "role": "expert"})
    assert len(empty.unused) == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_from_a_spreadsheet_is_read(tmp_path, separator):
    path = tmp_path / "corrections.csv"
    lines = [
        ["action", "speaker_id", "new_name", "note"],
        ["Merge", "roe", "Ann Roe", ""],
        ["", "", "", ""],
        ["set", "nobody", "", "typo"],
    ]
    lines[0].append("role")
    lines[1].append("")
    lines[3].append("expert")
    text = "\r\n".join(separator.join(cells) for cells in lines)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    done = apply_corrections(two_names(), str(path))
    assert done.changes["row"].tolist() == [2, 4]
    assert done.changes["n_changed"].tolist() == [1, 0]
    assert done.changes["note"].fillna("").tolist() == ["", "typo"]


def test_corrections_reach_the_finder_s_own_table():
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": ["“We are ready,” spokeswoman Ann Roe said."]}
    )
    found = find_quotations(articles)
    done = correct(found, {"action": "merge", "speaker_id": "ann-roe", "new_name": "Anna Roe"})
    assert done.quotations["speaker_name"].tolist() == ["Anna Roe"]
    assert done.quotations.dtypes.to_dict() == found.dtypes.to_dict()


PROBLEMS = [
    ({"action": "merg", "speaker_id": "x"}, "row 2, column action: 'merg' is not known; did you "
                                            "mean 'merge'?"),
    ({"action": "delete"}, "write one of merge, split, reassign, set"),
    ({"action": "merge", "speaker_id": "x"}, "column new_name: 'merge' needs the name"),
    ({"action": "merge", "new_name": "X"}, "column speaker_id: 'merge' needs a speaker_id"),
    ({"action": "split", "speaker_id": "x", "new_name": "X"}, "column article_id: 'split' needs"),
    ({"action": "reassign", "article_id": "a", "new_name": "X"}, "column quotation_id: 'reassign'"),
    ({"action": "reassign", "quotation_id": "1", "new_name": "X"}, "needs the article_id"),
    ({"action": "set", "speaker_id": "x"}, "'set' needs an affiliation, a role or anonymous"),
    ({"action": "set", "role": "expert"}, "'set' needs a speaker"),
    ({"action": "set", "speaker_id": "x", "role": "expert", "new_name": "X"}, "changes no name"),
    ({"action": "set", "speaker_id": "x", "affiliation": "usa"}, "'usa' is no country code"),
    ({"action": "set", "speaker_id": "x", "role": "Expert."}, "did you mean 'expert'?"),
    ({"action": "set", "speaker_id": "x", "role": "zzz"}, "write one of: head of state"),
    ({"action": "set", "speaker_id": "x", "anonymous": "maybe"}, "neither true nor false"),
    ({"action": "set", "article_id": "a", "quotation_id": "one", "role": "expert"},
     "column quotation_id: 'one' is not a number"),
    ({"acton": "set"}, "there is no column 'acton'; did you mean 'action'?"),
    ({"speaker_id": "x"}, "the column 'action' is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), PROBLEMS, ids=[text for _, text in PROBLEMS])
def test_a_slip_is_named_with_its_place_and_what_to_write(line, message):
    with pytest.raises(ValueError, match="the table of corrections: ") as caught:
        correct(quotations(), line)
    assert message in str(caught.value)


def test_all_slips_of_a_file_are_reported_at_once(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("action,speaker_id,role\nset,x,zzz\nmerge,y,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.csv: row 2, column role: .*row 3, column new"):
        apply_corrections(quotations(), path)


def test_files_that_cannot_be_read_say_what_to_do(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes("action\nsét".encode("latin-1"))
    with pytest.raises(ValueError, match=r"mine\.csv: the file is not in UTF-8"):
        apply_corrections(quotations(), path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.csv: the file is empty"):
        apply_corrections(quotations(), path)
    path.write_text("action,speaker_id\nset,x,US,expert\n", encoding="utf-8")
    with pytest.raises(ValueError, match="row 2 has 4 cells for 2 columns"):
        apply_corrections(quotations(), path)
    with pytest.raises(FileNotFoundError):
        apply_corrections(quotations(), tmp_path / "none.csv")


def test_quotations_without_speakers_are_refused():
    with pytest.raises(ValueError, match="no column 'speaker_id'"):
        correct(quotations().drop(columns="speaker_id"), header=["action"])
