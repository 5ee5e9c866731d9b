"""``python -m helpers grade`` and ``exercises``: mark notebooks, write student versions."""

from pathlib import Path

import click

from helpers.cli_options import quiet_option, reports_errors, say

exercises_option = click.option(
    "--exercises", type=click.Path(exists=True, file_okay=False), metavar="DIR",
    help="Folder of the instructor's notebooks. [default: notebooks/exercises of the project]",
)  # fmt: skip


@click.command()
@click.argument("path", type=click.Path(exists=True), metavar="NOTEBOOK_OR_FOLDER")
@click.option(
    "--out", default="grades", show_default=True, type=click.Path(file_okay=False), metavar="DIR",
    help="Of a folder: where to write grades.csv, tasks.csv and a page a student.",
)  # fmt: skip
@exercises_option
@click.option(
    "--data", "readable", multiple=True, type=click.Path(exists=True), metavar="PATH",
    help="What students' code may read beside the project's data. May be repeated.",
)  # fmt: skip
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(min=1),
              help="Longest run time of a cell.")  # fmt: skip
@quiet_option
@reports_errors
def grade(path, out, exercises, readable, seconds, quiet) -> None:
    """Mark an exercise notebook, or every notebook in a folder, and say points and hints.

    Each notebook runs in a process of its own that may write only to a folder of its own, with
    limits of time, memory and output. Written answers are listed with their rubric, not marked.

    \b
    Examples:
      python -m helpers grade my_answers.ipynb
      python -m helpers grade submissions/ --out grades
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from helpers.exercises.grade import grade_folder, grade_notebook
    from helpers.exercises.pages import TABLE, as_lines, write_grades
    from helpers.exercises.sandbox import Limits

    settings = {
        "exercises": exercises,
        "readable": [Path(one) for one in readable],
        "limits": Limits(cell_seconds=seconds),
    }
    if Path(path).is_file():
        for line in as_lines(grade_notebook(path, **settings)):
            click.echo(line)
        return
    graded = grade_folder(path, progress=not quiet, **settings)
    written = write_grades(graded, out)
    failed = [one for one in graded if not one.exercise]
    for one in failed:
        say(f"not marked: {one.student}: {' '.join(one.remarks)}")
    say(f"{len(graded) - len(failed)} of {len(graded)} notebooks marked; pages beside {TABLE}")
    click.echo(written)


@click.command()
@click.option("--out", type=click.Path(file_okay=False), metavar="DIR",
              help="Where to write. [default: notebooks/exercises/student]")  # fmt: skip
@exercises_option
@click.option(
    "--corpus", type=click.Path(exists=True), metavar="CORPUS",
    help="Let the exercises use this corpus: DIR then gets instructor's notebooks, too.",
)  # fmt: skip
@reports_errors
def exercises(out, exercises, corpus) -> None:
    """Write the student version of each exercise (stubs, no solutions, no outputs) and, without
    options, the glossary.

    \b
    Examples:
      python -m helpers exercises
      python -m helpers exercises --corpus my_articles.csv --out my_course
    """  # noqa: D205, D301 - click reads the backspace as "keep these lines"
    from helpers.exercises.glossary import read_glossary, write_glossary
    from helpers.exercises.versions import (
        find_exercises,
        find_left_out,
        write_student_versions,
        write_with_corpus,
    )

    if corpus and not out:
        raise ValueError("Name a folder with --out for exercises on a corpus of your own.")
    written = (
        write_with_corpus(corpus, out, exercises)
        if corpus
        else write_student_versions(out, exercises)
    )
    if not (out or corpus or exercises):
        written.append(write_glossary(read_glossary()))
    for name, files in (find_left_out(corpus, exercises) if corpus else {}).items():
        file = find_exercises(exercises)[name].name
        say(f"left out: {file} needs {', '.join(files)} beside the corpus")
    for path in written:
        click.echo(path)
