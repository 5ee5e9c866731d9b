"""The command line: from a corpus to a report, a check, a table, a validation, or JupyterLab.

Exit codes are those of Unix tools: 0 done, 1 done in part (a notebook failed), 2 the input or the
call was wrong. Results go to standard output, remarks and progress to standard error.
"""

import os
import subprocess
import sys
import webbrowser
from contextlib import nullcontext
from pathlib import Path

import click
import pandas as pd

from helpers import __version__
from helpers.cli_code import code
from helpers.cli_grade import exercises, grade
from helpers.cli_options import (
    NOTEBOOKS,
    SeveralValues,
    columns_option,
    corpus_argument,
    outlets_option,
    quiet_option,
    reports_errors,
    say,
    split_names,
)
from helpers.nursery import Nursery

LAB_SETTINGS = Path(__file__).parent / "lab"
CELL_WIDTH = 70  # characters of a cell that `check` prints


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="parallax")
def main() -> None:
    """Parallax: sentiment, sources and framing of news, each number with its evidence.

    CORPUS is a CSV, TSV, JSON, JSON lines, Parquet or xlsx file, a text file, or a folder or zip
    of them.

    \b
    Examples:
      python -m helpers report data/two_capitals --out reports
      python -m helpers check my_articles.csv
      python -m helpers measure quotations my_articles.csv --to quotations.parquet
      python -m helpers code sample my_articles.csv --measure tone --out coding
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    # Windows redirects in an old code page that has no Cyrillic.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command(cls=SeveralValues)
@corpus_argument
@click.option(
    "--out", default="reports", show_default=True, type=click.Path(file_okay=False), metavar="DIR",
    help="Folder for the report.",
)  # fmt: skip
@click.option("--title", help="Title of the report. [default: the name of the corpus]")
@click.option("--author", help="Who made the report.")
@click.option(
    "--groups", nargs=2, metavar="A B",
    help="The two presses to compare, as codes or names of countries. [default: US RU]",
)  # fmt: skip
@click.option(
    "--notebooks", "--notebook", multiple=True, metavar="NAME...", callback=split_names,
    help="Only these notebooks, for example 02 04 or 02_sentiment,04_framing. [default: all]",
)  # fmt: skip
@click.option("--show-code", is_flag=True, help="Show the code cells instead of folding them.")
@click.option(
    "--single-file", is_flag=True,
    help="Write all pages as one index.html, without tables/ and figures/.",
)  # fmt: skip
@click.option(
    "--no-text", is_flag=True,
    help="Leave out all text and titles of articles, so that the report may be published.",
)  # fmt: skip
@click.option("--open", "open_it", is_flag=True, help="Open the report in the browser.")
@columns_option
@outlets_option
@quiet_option
@reports_errors
def report(
    corpus, out, title, author, groups, notebooks, show_code, single_file, no_text, open_it,
    columns, outlets, quiet,
) -> None:  # fmt: skip
    """Run the notebooks over CORPUS and write a report that can be kept, printed and passed on.

    DIR gets index.html (the results in words and charts, what was loaded and rejected, how sure
    they are) and a page a notebook, tables/ (CSV), figures/ (SVG, PDF, PNG), methods.md with
    references.bib, the notebooks, and run.json with all that is needed to repeat the run.

    \b
    Examples:
      python -m helpers report data/two_capitals --out reports
      python -m helpers report my_articles.csv --out my_report --title "Grain, spring 2031"
      python -m helpers report my_articles.csv --groups US UA --notebooks 02 04
      python -m helpers report export.xlsx --column text=Body --single-file --no-text
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    # All else is imported while the process from which kernels branch off imports, too.
    with nullcontext() if notebooks and len(notebooks) < 2 else Nursery() as nursery:
        from helpers.report import write_report

        result = write_report(
            corpus, out, title=title, author=author, groups=groups or None, notebooks=notebooks,
            show_code=show_code, single_file=single_file, no_text=no_text, columns=columns,
            outlets=outlets, progress=not quiet, nursery=nursery,
        )  # fmt: skip
    for run in result.runs:
        state = f"FAILED: {run.error}" if run.error else f"{run.seconds:.0f} s"
        say(f"  {run.name:<16} {state}")
    click.echo(result.index)
    if open_it:
        webbrowser.open(Path(result.index).resolve().as_uri())
    if any(run.error for run in result.runs):
        sys.exit(1)


@main.command()
@corpus_argument
@click.option(
    "--rejects", type=click.Path(dir_okay=False), metavar="FILE",
    help="Also write the rejected records to FILE (.csv, .jsonl, .parquet).",
)  # fmt: skip
@click.option(
    "--removed", type=click.Path(dir_okay=False), metavar="FILE",
    help="Also write every piece of text that cleaning removed to FILE.",
)  # fmt: skip
@columns_option
@outlets_option
@quiet_option
@reports_errors
def check(corpus, rejects, removed, columns, outlets, quiet) -> None:
    """Say what CORPUS holds, what was rejected, what was cleaned away and what looks odd.

    \b
    Examples:
      python -m helpers check my_articles.csv
      python -m helpers check exports/ --rejects rejects.csv --removed removed.csv
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from helpers.corpus import load_corpus
    from helpers.tables import write_table

    loaded = load_corpus(corpus, columns=columns, outlets=outlets, progress=not quiet)
    click.echo(f"{corpus}\n")
    click.echo(as_text(loaded.summary()))
    for heading, table in (
        ("Rejected records (first 10)", loaded.rejects.head(10)),
        ("Cleaning steps", loaded.cleaning),
    ):
        if len(table):
            click.echo(f"\n{heading}\n{as_text(table)}")
    if loaded.notes:
        click.echo("\nRemarks")
        for note in loaded.notes:
            click.echo(f"- {note}")
    for path, table in ((rejects, loaded.rejects), (removed, loaded.removed)):
        if path:
            say(f"wrote {len(table):,} rows to {write_table(table, path)}")


def as_text(table: pd.DataFrame) -> str:
    """Format a small table for the terminal, one line a row whatever the cells hold."""
    cells = table.astype("str").apply(lambda column: column.str.replace(r"\s+", " ", regex=True))
    shown = cells.apply(lambda column: column.str.slice(0, CELL_WIDTH))
    return shown.to_string(index=False, justify="left", max_colwidth=None)


@main.command()
@click.argument(
    "name", metavar="NAME",
    type=click.Choice(["sentiment", "quotations", "frames", "frame-hits", "wording"]),
)  # fmt: skip
@corpus_argument
@click.option(
    "--to", "path", required=True, type=click.Path(dir_okay=False), metavar="FILE",
    help="Where to write: .csv, .jsonl or .parquet.",
)  # fmt: skip
@click.option(
    "--no-clean", is_flag=True,
    help="Leave the text as it is, so that offsets are those of the file you gave.",
)  # fmt: skip
@click.option(
    "--unit", type=click.Choice(["article", "sentence"]), default="article", show_default=True,
    help="Of sentiment: one row an article or one a sentence.",
)  # fmt: skip
@click.option(
    "--people", type=click.Path(exists=True, dir_okay=False), metavar="CSV",
    help="Of quotations: who is who, with offices; else people.csv in the folder of CORPUS.",
)  # fmt: skip
@click.option(
    "--institutions", type=click.Path(exists=True, dir_okay=False), metavar="CSV",
    help="Of quotations: bodies and companies; else institutions.csv in the folder of CORPUS.",
)  # fmt: skip
@columns_option
@outlets_option
@quiet_option
@reports_errors
def measure(
    name, corpus, path, no_clean, unit, people, institutions, columns, outlets, quiet
) -> None:
    """Write the table of one measure of CORPUS. NAME is sentiment, quotations, frames, frame-hits
    or wording.

    \b
    Examples:
      python -m helpers measure sentiment my_articles.csv --unit sentence --to tone.csv
      python -m helpers measure quotations my_articles.jsonl --no-clean --to quotations.jsonl
    """  # noqa: D205, D301 - click reads the backspace as "keep these lines"
    from helpers import measures
    from helpers.corpus import load_corpus
    from helpers.tables import WRITERS, write_table

    if Path(path).suffix.lower() not in WRITERS:  # said before an hour of work, not after it
        raise ValueError(f"{path}: name a file that ends in {', '.join(WRITERS)}.")
    progress = not quiet
    loaded = load_corpus(
        corpus, columns=columns, outlets=outlets, clean=not no_clean, find_duplicates=False,
        progress=progress,
    )  # fmt: skip
    measured = {
        "sentiment": lambda articles: measures.score_sentiment(
            articles, unit=unit, progress=progress
        ),
        "quotations": lambda articles: measures.find_quotations(
            articles,
            people=people or loaded.beside("people.csv"),
            institutions=institutions or loaded.beside("institutions.csv"),
            progress=progress,
        ),
        "frames": lambda articles: measures.score_frames(articles, progress=progress),
        "frame-hits": lambda articles: measures.find_frame_hits(articles, progress=progress),
        "wording": lambda articles: measures.count_wording(articles, progress=progress),
    }[name](loaded.articles)
    write_table(measured, path)
    say(
        f"{len(loaded.articles):,} articles ({len(loaded.rejects):,} records rejected), "
        f"{len(measured):,} rows of {name} in {path}"
    )


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments) -> None:
    """Open JupyterLab on the notebooks. ARGUMENTS are passed on to it.

    \b
    Examples:
      python -m helpers lab
      python -m helpers lab --port 9999 --no-browser
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    # Settings of the project: no question about news of JupyterLab, which would need a network.
    places = [str(LAB_SETTINGS), environment.get("JUPYTER_CONFIG_PATH", "")]
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, places))
    # The folder of the project is the root, so that links from notebooks to the data lead there.
    command = [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={NOTEBOOKS.parent}",
        "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb", *arguments,
    ]  # fmt: skip
    if os.name == "nt":
        sys.exit(subprocess.call(command, cwd=NOTEBOOKS.parent, env=environment))
    os.chdir(NOTEBOOKS.parent)
    os.execve(command[0], command, environment)  # JupyterLab itself is what a signal then ends


for command in (code, exercises, grade):
    main.add_command(command)
