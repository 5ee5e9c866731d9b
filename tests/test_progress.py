import time

from helpers import progress
from helpers.progress import Step, read_step, step_bar, track
from helpers.report.watching import Watch, tell_time


def test_the_items_come_unchanged_and_nothing_is_printed_when_quiet(capsys):
    assert list(track(iter("abc"), "Counting", progress=False)) == ["a", "b", "c"]
    assert "".join(capsys.readouterr()) == ""


def test_a_report_is_told_how_far_long_work_is(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PROGRESS, str(tmp_path / "progress.json"))
    monkeypatch.setattr(progress, "WRITE_EVERY", 0)
    with step_bar("Finding quotations", total=10, progress=False) as bar:
        bar.update(4, found=True)
        bar.update(2)
        step = read_step(tmp_path / "progress.json")
        assert (step.description, step.done, step.total, step.found) == (
            "Finding quotations", 6, 10, 4,
        )  # fmt: skip
    assert read_step(tmp_path / "progress.json") is None


def test_the_rate_is_that_of_the_items_that_took_time():
    step = Step("Counting", "article", done=60, total=100, found=50, seconds=20.0)
    assert step.seconds_left() == 80
    assert Step("Counting", "article", 50, 100, 50, 20.0).seconds_left() is None


def test_a_folder_that_is_gone_does_not_stop_the_work(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PROGRESS, str(tmp_path / "gone" / "progress.json"))
    monkeypatch.setattr(progress, "WRITE_EVERY", 0)
    assert list(track([1, 2], "Counting", progress=False)) == [1, 2]


def test_half_written_progress_is_no_progress(tmp_path):
    path = tmp_path / "progress.json"
    for content in ("", "{", '{"done": 1}', "[1]", "3"):
        path.write_text(content)
        assert read_step(path) is None


def test_the_line_says_what_is_done_how_much_of_it_and_how_long_it_takes(tmp_path, monkeypatch):
    watch = Watch({"03_sources": 4, "04_framing": 4}, 0.0, progress=False)
    place = watch.places["03_sources"]
    place.file = tmp_path / "progress.json"
    place.file.write_text(
        '{"description": "Finding quotations", "unit": "article", "done": 4120, "total": 20000,'
        ' "found": 0, "seconds": 9.0}'
    )
    place.begin()
    watch.started = time.monotonic() - 60
    text = watch.describe()
    assert text.startswith("03_sources · Finding quotations, 4,120 of 20,000 articles · about ")
    assert text.endswith(" min left")
    place.end(60.0, None)
    assert "1 of 2 notebooks done" in watch.describe()
    watch.places["04_framing"].end(60.0, "failed")
    assert watch.describe() == "All 2 notebooks have been run"


def test_times_are_told_no_more_exactly_than_they_are_known():
    assert [tell_time(s) for s in (1, 32, 60, 170, 5000)] == [
        "5 s", "30 s", "1 min", "3 min", "1 h 23 min",
    ]  # fmt: skip
