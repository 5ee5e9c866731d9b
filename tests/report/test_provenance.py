import hashlib

from helpers import __version__
from helpers.report.provenance import hash_corpus, software_versions


def test_the_hash_of_one_file_is_its_own(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"text\nwords\n")
    assert hash_corpus(str(path)) == (hashlib.sha256(b"text\nwords\n").hexdigest(), 1)


def test_the_hash_of_a_folder_is_that_of_its_list_of_hashes_and_names(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_bytes(b"two")
    (tmp_path / "1.txt").write_bytes(b"one")
    (tmp_path / ".hidden").write_bytes(b"no")
    lines = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in [("1.txt", b"one"), ("b/2.txt", b"two")]
    )
    assert hash_corpus(str(tmp_path)) == (hashlib.sha256(lines.encode()).hexdigest(), 2)


def test_one_changed_letter_changes_the_hash(tmp_path):
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_bytes(b"one")
    before = hash_corpus(str(tmp_path))
    (tmp_path / "2.txt").write_bytes(b"onE")
    assert hash_corpus(str(tmp_path)) != before


def test_versions_name_what_can_change_a_figure():
    versions = software_versions()
    assert versions["Parallax"] == __version__
    assert {"Python", "pandas", "numpy", "textblob", "vaderSentiment"} <= set(versions)
