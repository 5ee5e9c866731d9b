"""The notebooks of the exercises: the instructor's, the students', and those on another corpus."""

import os
import re
import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.corpus import load_corpus
from helpers.exercises.cells import ExerciseError, make_student_version
from helpers.exercises.glossary import PAGE as GLOSSARY
from helpers.exercises.sandbox import ROOT

INSTRUCTOR = ROOT / "notebooks" / "exercises"
EXERCISE = "parallax_exercise"  # key of a notebook's metadata; its value names the exercise
MOST_BYTES = 50_000_000  # of a notebook's file
MOST_CELLS = 500
RELATIVE_LINK = re.compile(r"\]\((\.\./[\w./-]{1,200})")
WHOLE_LINK = re.compile(r"\[([^\]\n]{1,100})\]\((?!\.\./glossary\.md)\.\./[^)\s]{1,200}\)")
CORPUS_LINE = re.compile(r"^corpus = .+$", re.MULTILINE)
NEEDED_FILE = re.compile(r"""\.beside\(["']([\w.-]+)["']\)""")
FICTION = re.compile(r"\n*^\*Two Capitals is fiction\b[^*]*\*$", re.MULTILINE)


def find_exercises(folder: str | Path | None = None) -> dict[str, Path]:
    """Return the instructor's notebooks by the name of their exercise, in order of file names.

    Raises
    ------
    ExerciseError
        If there is none.
    """
    folder = Path(folder or INSTRUCTOR)
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        name = read_notebook(path).metadata.get(EXERCISE)
        if isinstance(name, str):
            found[name] = path
    if not found:
        raise ExerciseError(f"No exercise lies in {folder}.")
    return found


def write_student_versions(
    out: str | Path | None = None, exercises: str | Path | None = None
) -> list[Path]:
    """Write the student version of each exercise and return the paths.

    Parameters
    ----------
    out : path, optional
        Folder to write to. Default: ``student`` in the folder of the exercises.
    exercises : path, optional
        Folder of the instructor's notebooks.
    """
    found = find_exercises(exercises)
    out = Path(out) if out else next(iter(found.values())).parent / "student"
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for path in found.values():
        target = out / path.name
        nbformat.write(student_version_at(path, target), target)
        written.append(target)
    return written


def student_version_at(path: Path, target: Path) -> NotebookNode:
    """Return the student version of an exercise with links that lead on from where it will lie."""
    student = make_student_version(read_notebook(path))

    def move(found: re.Match) -> str:
        place = os.path.relpath(path.resolve().parent / found[1], target.resolve().parent)
        return f"]({Path(place).as_posix()}"

    for cell in student.cells:
        if cell.cell_type == "markdown":
            cell.source = RELATIVE_LINK.sub(move, cell.source)
    return student


def write_with_corpus(
    corpus: str | Path, out: str | Path, exercises: str | Path | None = None
) -> list[Path]:
    """Write the exercises for another corpus: ``instructor/`` and ``student/`` in a folder.

    The line ``corpus = …`` of each notebook is changed; checks compute the right answers from
    whatever corpus is loaded, so that they go on working. The sentence that the corpus is fiction
    goes, and so do links to what does not lie in the folder. Exercises that need a file beside the
    corpus which is not there are left out: see `find_left_out`.

    Raises
    ------
    ExerciseError
        If an exercise has no such line.
    """
    out = Path(out)
    instructor = out / "instructor"
    instructor.mkdir(parents=True, exist_ok=True)
    if GLOSSARY.is_file():
        shutil.copy(GLOSSARY, out / GLOSSARY.name)
    left_out = find_left_out(corpus, exercises)
    for name, path in find_exercises(exercises).items():
        if name in left_out:
            (instructor / path.name).unlink(missing_ok=True)
            (out / "student" / path.name).unlink(missing_ok=True)
        else:
            nbformat.write(_with_corpus(path, Path(corpus)), instructor / path.name)
    return write_student_versions(out / "student", instructor)


def find_left_out(corpus: str | Path, exercises: str | Path | None = None) -> dict[str, list[str]]:
    """Return the exercises that a corpus cannot serve, and the files that it lacks for each.

    An exercise needs the files that it reads by ``.beside("name.csv")``, such as codes by hand.
    """
    loaded = load_corpus(corpus, progress=False)
    needed = {
        name: dict.fromkeys(
            file for cell in read_notebook(path).cells if cell.cell_type == "code"
            for file in NEEDED_FILE.findall(cell.source)
        )
        for name, path in find_exercises(exercises).items()
    }  # fmt: skip
    lacking = {
        name: [file for file in files if loaded.beside(file) is None]
        for name, files in needed.items()
    }
    return {name: files for name, files in lacking.items() if files}


def _with_corpus(path: Path, corpus: Path) -> NotebookNode:
    """Return an instructor's notebook without outputs that reads another corpus."""
    notebook = read_notebook(path)
    place = corpus.resolve()
    if place.is_relative_to(ROOT):  # holds on every computer with the project and its data
        place = place.relative_to(ROOT)
    line, changed = f"corpus = {place.as_posix()!r}", 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source, n = CORPUS_LINE.subn(lambda _: line, cell.source)
            cell.outputs, cell.execution_count = [], None
            changed += n
        else:
            cell.source = FICTION.sub("", cell.source)
            cell.source = WHOLE_LINK.sub(r"\1", cell.source)
    if not changed:
        raise ExerciseError(f"{path.name} has no line 'corpus = …'.")
    return notebook


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook that a stranger may have written.

    Raises
    ------
    ExerciseError
        If it is no notebook, or larger than one should be.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ExerciseError(
                f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB. Clear its outputs and "
                "save it again."
            )
        notebook = nbformat.read(path, as_version=4)
    except ExerciseError:
        raise
    except Exception as error:  # nbformat raises many kinds for a file that is no notebook
        raise ExerciseError(f"{path.name} cannot be read as a notebook: {error}") from error
    if len(notebook.cells) > MOST_CELLS:
        raise ExerciseError(f"{path.name} has more than {MOST_CELLS} cells.")
    return notebook
