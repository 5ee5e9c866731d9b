"""The exercises of the project: well formed, solved, without leaks, and kind to common mistakes."""

import ast
import re

import nbformat
import pytest

from helpers.exercises.cells import (
    check_exercise,
    find_leaks,
    find_titles,
    names_in,
    task_of,
    tasks_of,
)
from helpers.exercises.grade import grade_notebook
from helpers.exercises.sandbox import ROOT, run_cells
from helpers.exercises.versions import INSTRUCTOR, find_exercises, student_version_at
from tests.exercises.making import save

EXERCISES = find_exercises()
MOST_LINES = 15

# For each exercise common wrong answers to its tasks, one or a list of them, and what the student
# is told.
MISTAKES = {
    "reading_a_corpus": {
        "e1-size": ("n_articles = articles.shape[1]\nn_outlets = 8", "number of columns"),
        "e1-written": ("n_written = articles['duplicate_of'].notna().sum()", "number of copies"),
        "e1-countries": (
            "n = articles.groupby('country').size()\n"
            "by_country = pd.DataFrame({'n_articles': n, 'n_written': n}).reset_index()",
            "Both columns are equal",
        ),
        "e1-means": (
            "mean_of_articles = articles['n_words'].median()\nmean_of_outlets = 1",
            "That is the median",
        ),
        "e1-silence": (
            "d = articles['date'].drop_duplicates().sort_values().diff().max().days\n"
            "silence = pd.DataFrame({'country': ['US', 'RU'], 'days': d})", "own dates",
        ),
    },
    "outlets_and_dates": {
        "e2-outlets": (
            "by_outlet = articles.groupby(['outlet', 'country'])['n_words'].sum()\n"
            "by_outlet = by_outlet.rename('n_articles').reset_index()", "words, not articles",
        ),
        "e2-weeks": (
            "by_week = articles.assign(week=articles['date'].dt.to_period('W'))\n"
            "by_week = by_week.groupby(['country', 'week'])['n_words'].sum()"
            ".rename('n_articles').reset_index()", "then count rows",
        ),
        "e2-complete": (
            "all_weeks = articles.assign(week=articles['date'].dt.to_period('W'))\n"
            "all_weeks = all_weeks.groupby(['country', 'week']).size()"
            ".rename('n_articles').reset_index()", "weeks without articles are missing",
        ),
        "e2-means": (
            "m = articles[articles['country'] == sorted(articles['country'].unique())[0]]\n"
            "n = m.groupby(m['date'].dt.to_period('W')).size().mean()\n"
            "mean_without, mean_with = n, n", "without the zeros again",
        ),
        "e2-first": (
            "first = events.dropna(subset=['event']).drop_duplicates('event')"
            ".merge(articles[['article_id', 'country']])", "No event says 'both'",
        ),
    },
    "what_polarity_misses": {
        "e3-zeros": (
            "zeros = sentences[sentences['polarity'] == 0].groupby('method').size()"
            ".rename('share').reset_index()", "These are counts",
        ),
        "e3-accuracy": (
            "b = codes.merge(tone[tone['method'] == 'vader'], on='article_id')\n"
            "s = (b['polarity'] > 0) * 1 - (b['polarity'] < 0) * 1\n"
            "accuracy = (s == (b['tone'] > 0) * 1 - (b['tone'] < 0) * 1).mean()",
            "VADER says neutral",
        ),
        "e3-clock": ("clock = 1 / 3", "always says the same"),
    },
    "who_speaks": {
        "e4-three": (
            "us = quotations[quotations['country'] == 'US']\n"
            "by_quotations = (us['affiliation'].dropna() == 'RU').mean()\n"
            "by_words = by_articles = 0", "keep them in the denominator",
        ),
        "e4-unknown": (
            "unknown = quotations['affiliation'].notna().groupby(quotations['country']).mean()\n"
            "unknown = unknown.rename('share').reset_index()", "share of known ones",
        ),
    },
    "naming_things": {
        "e5-contested": (
            "contested = hits['concept'].unique().tolist()", "Both conditions",
        ),
        "e5-voice": ("largest = hits['term'].iloc[0]\nshare_quoted = 2.0", "mean of in_quotation"),
    },
    "one_event_twice": {
        "e6-lengths": (
            "w = articles.set_index('article_id')['n_words']\n"
            "lengths = pairs.assign(words_b=pairs['article_id_a'].map(w), "
            "words_a=pairs['article_id_b'].map(w))", "wrong way round",
        ),
        "e6-pairs": (
            "w = articles.groupby('country')['n_words'].mean()\n"
            "x = articles.set_index('article_id')['n_words']\n"
            "a, b = (pairs[c].map(x).mean() for c in ('article_id_a', 'article_id_b'))\n"
            "difference_in_pairs, difference_of_means = b - a, w['US'] - w['RU']",
            "sign is turned",
        ),
    },
    "coding_and_agreement": {
        "e7-code": ("mine = {chosen[0]: 1}", "each of the six"),
        "e7-equal": (
            "equal_tone = (both['tone_a'] == both['tone_b']).sum()\nequal_morality = 1",
            "a number of articles, not a share",
        ),
        "e7-chance": ("equal_morality = 0.9\nby_chance = 1 / 3", "too simple"),
    },
    "mini_study": {
        "e8-question": ("question = 'Why is it so and not otherwise, then?'", "'why' cannot"),
        "e8-data": (
            "data = pd.concat([about, about]).assign(value=1.0)", "stands there more than once",
        ),
    },
}  # fmt: skip


def read(path):
    return nbformat.read(path, as_version=4)


def test_there_are_eight_and_each_has_its_mistakes():
    assert len(EXERCISES) == 8
    assert set(MISTAKES) == set(EXERCISES)


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_is_well_formed(name):
    notebook = read(EXERCISES[name])
    assert check_exercise(notebook) == []
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for part in ("## Goals", "**You need**", "**Time**", "## Warm-up", "climb out",
                 "## Looking back", "**Further reading**", "is fiction"):  # fmt: skip
        assert part in text, part
    tasks = [task for task, _ in tasks_of(notebook).values()]
    assert any(task.is_written for task in tasks)
    assert sum(task.is_test for task in tasks) >= 4
    promised = sum(float(n) for n in re.findall(r"^## .*\((\d+) points\)", text, re.MULTILINE))
    assert promised == sum(task.points for task in tasks)
    for cell in notebook.cells:
        if cell.cell_type == "code" and task_of(cell) is None:
            assert len(cell.source.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", EXERCISES)
def test_the_student_version_is_up_to_date_and_gives_nothing_away(name):
    instructor = read(EXERCISES[name])
    path = INSTRUCTOR / "student" / EXERCISES[name].name
    student = read(path)
    assert student == student_version_at(EXERCISES[name], path), "run `make exercises`"
    assert find_leaks(instructor, student) == []
    for folder, notebook in ((INSTRUCTOR, instructor), (path.parent, student)):
        for cell in notebook.cells:
            for link in re.findall(r"\]\((\.\.[^)#\s]+)", cell.source):
                assert (folder / link).exists(), link


def mistakes_in(name):
    """Return the known wrong answers to each task of an exercise, as lists."""
    return {
        task: [known] if isinstance(known, tuple) else known
        for task, known in MISTAKES[name].items()
    }


@pytest.mark.parametrize("name", EXERCISES)
def test_a_common_mistake_gets_its_own_message(name, tmp_path):
    """Each wrong answer is checked where its task stands; then the right one is, and passes."""
    notebook = read(EXERCISES[name])
    checks = {task: cell for task, (_, cell) in tasks_of(notebook).items()}
    sources, expected = [], []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        task = task_of(cell)
        for wrong, message in mistakes_in(name).get(task.name if task else None, ()):
            check = checks[f"{task.name}-test"].source
            sources += [wrong, check]
            expected += [None, (task.name, wrong, message)]
        sources.append(cell.source)
        expected.append(("right", cell.source, None))
    runs = run_cells(sources, tmp_path, readable=[ROOT / "data"])
    for run, what in zip(runs, expected, strict=True):
        if what is None:
            assert run.state == "ran", run.message
        elif what[2] is None:
            assert run.state == "ran", (what[1], run.message)
        else:
            assert run.state == "hint", (what[:2], run.state, run.message)
            assert what[2] in run.message, what[:2]


class Renamed(ast.NodeTransformer):
    """Gives variables other names."""

    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node):
        return ast.copy_location(ast.arg(self.names.get(node.arg, node.arg)), node)


@pytest.mark.parametrize("name", EXERCISES)
def test_given_cells_read_nothing_that_only_the_solutions_name(name, tmp_path):
    """A student names helper variables otherwise; all that a task does not name is renamed."""
    notebook = read(EXERCISES[name])
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    asked = set(re.findall(r"`(\w+)`", text))
    solutions = [
        cell for task, cell in tasks_of(notebook).values()
        if task.is_solution and cell.cell_type == "code"
    ]  # fmt: skip
    made = set().union(*(names_in(cell.source)[1] for cell in solutions))
    names = {own: f"{own}_of_mine" for own in made - asked}
    for cell in solutions:
        cell.source = ast.unparse(Renamed(names).visit(ast.parse(cell.source)))
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    runs = run_cells([cell.source for cell in cells], tmp_path, readable=[ROOT / "data"])
    for cell, run in zip(cells, runs, strict=True):
        assert run.state == "ran", (cell.source, run.message)
        if (task := task_of(cell)) and task.is_test and "passed(" in cell.source:
            title = find_titles(notebook)[1][task.name].split(" · ")[0]
            points = "1 point" if task.points == 1 else f"{task.points:g} points"
            assert run.output == f"✓ {title} is right ({points}).\n"


def test_a_student_who_opens_and_closes_gets_no_points_and_no_blame(tmp_path):
    student = read(INSTRUCTOR / "student" / EXERCISES["reading_a_corpus"].name)
    marked = grade_notebook(save(student, tmp_path / "idle.ipynb"))
    assert marked.points == 0
    assert set(marked.tasks["state"]) == {"unanswered"}
    assert marked.remarks == []
