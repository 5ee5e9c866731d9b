"""``python -m helpers code``: validate a measure on a corpus by hand coding, step by step."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from helpers.cli_options import (
    columns_option,
    corpus_argument,
    outlets_option,
    quiet_option,
    reports_errors,
    say,
)

MOST_PAIRS = 5  # pairs of codes that `agree` prints a variable

sheets_argument = click.argument("sheets", nargs=-1, required=True, type=click.Path())
plan_option = click.option(
    "--plan", type=click.Path(), metavar="FILE",
    help="The plan that `code sample` wrote. [default: plan.json beside the first sheet]",
)  # fmt: skip
key_option = click.option(
    "--key", type=click.Path(), metavar="FILE",
    help="The key that `code sample` wrote. [default: key.csv beside the first sheet]",
)  # fmt: skip
seed_option = click.option("--seed", default=0, show_default=True, type=click.IntRange(min=0))


@click.group()
def code() -> None:
    """Validate a measure by hand coding: sample, agree, adjudicate, validate.

    \b
    Examples:
      python -m helpers code sample my_articles.csv --measure tone --n 200 --out coding
      python -m helpers code agree coding/coder_1.xlsx coding/coder_2.xlsx
      python -m helpers code adjudicate coding/coder_*.xlsx --out coding/adjudication.xlsx
      python -m helpers code validate coding/coder_*.xlsx \\
          --adjudication coding/adjudication.xlsx --corpus my_articles.csv
    """  # noqa: D301 - click reads the backspace as "keep these lines"


@code.command()
@corpus_argument
@click.option(
    "--measure", required=True, type=click.Choice(["tone", "targets", "frames", "quotations"]),
    help="What is to be validated: tone of articles, tone toward actors, frames, quotations.",
)  # fmt: skip
@click.option("--n", default=200, show_default=True, type=click.IntRange(min=1),
              help="How many units to code.")  # fmt: skip
@click.option("--coders", default=2, show_default=True, type=click.IntRange(min=2),
              help="How many coders; each gets a workbook.")  # fmt: skip
@click.option("--out", required=True, type=click.Path(file_okay=False), metavar="DIR",
              help="Folder for workbooks, key and plan. Not in the corpus.")  # fmt: skip
@click.option("--method", "methods", multiple=True, metavar="NAME",
              help="Of tone: a method; the first makes the strata. May be repeated.")  # fmt: skip
@click.option("--bins", default=3, show_default=True, type=click.IntRange(min=1),
              help="Levels of the score that are strata.")  # fmt: skip
@click.option("--ignore-outlets", is_flag=True, help="Do not make strata of outlets.")
@seed_option
@columns_option
@outlets_option
@quiet_option
@reports_errors
def sample(
    corpus, measure, n, coders, out, methods, bins, ignore_outlets, seed, columns, outlets, quiet
) -> None:
    """Draw a coding sample from CORPUS and write a workbook for each coder.

    The sample is stratified by outlet and score, and blind: workbooks hold neither. Give each
    coder one workbook; keep key.csv and plan.json.

    \b
    Examples:
      python -m helpers code sample my_articles.csv --measure tone --n 200 --coders 2 --out coding
      python -m helpers code sample data/two_capitals --measure frames --n 48 --out /tmp/frames
      python -m helpers code sample exports/ --measure quotations --n 150 --out quotation_check
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from helpers import validation
    from helpers.corpus import load_corpus
    from helpers.scope import keep_english
    from helpers.validation.plan import Plan

    inside, folder = Path(corpus).resolve(), Path(out).resolve()
    if inside.is_dir() and folder.is_relative_to(inside):
        raise ValueError(f"{out}: lies in the corpus; its sheets would be read as articles.")
    loaded = load_corpus(
        corpus, columns=columns, outlets=outlets, find_duplicates=False, progress=not quiet
    )
    articles, remark = keep_english(loaded.articles)
    if remark:
        say(remark)
    table = validation.measure_units(measure, loaded, articles, methods=methods, progress=not quiet)
    drawn = validation.draw_sample(
        table.units, articles, n=n, score=table.score, bins=bins, about=table.about,
        by_outlet=not ignore_outlets, seed=seed,
    )  # fmt: skip
    variables = validation.coding_variables(measure)
    paths = validation.write_coding_sheets(
        drawn, folder, variables, validation.read_codebook(measure), coders=coders, seed=seed
    )
    strata = "score" if ignore_outlets else "outlet and score"
    words = f"{len(drawn):,} of {len(table.units):,} drawn at random, stratified by {strata}"
    plan = Plan(measure, validation.mark_corpus(corpus, loaded.articles), table.unit, words,
                variables, seed)  # fmt: skip
    plan.save(folder)
    for path in paths.values():
        click.echo(Path(out) / path.name)
    say(f"{words}: {len(set(drawn['stratum'])):,} strata. Give each coder one workbook; the key "
        "is yours.")  # fmt: skip


@code.command()
@sheets_argument
@plan_option
@key_option
@click.option("--to", "path", type=click.Path(dir_okay=False), metavar="FILE",
              help="Also write all pairs of codes to FILE (.csv, .jsonl, .parquet).")  # fmt: skip
@seed_option
@reports_errors
def agree(sheets, plan, key, path, seed) -> None:
    """Say how far the coders of SHEETS agree, and which codes they take for each other.

    Exit code 1 means that cells are not filled in yet.

    \b
    Examples:
      python -m helpers code agree coding/coder_1.xlsx coding/coder_2.xlsx
      python -m helpers code agree coding/coder_*.xlsx --to confusion.csv
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from helpers.tables import write_table
    from helpers.validation import compare_coders

    _, coded = _read(sheets, plan, key)
    compared = compare_coders(coded.codes, coded.variables, seed=seed)
    for line in compared.summary():
        click.echo(line)
    click.echo("")
    columns = ["variable", "measure", "estimate", "low", "high", "n_units"]
    click.echo(_print(compared.agreement[columns]))
    parted = compared.confusion.query("code_a != code_b and n_units > 0")
    parted = parted.sort_values("n_units", ascending=False, kind="stable")
    parted = parted.groupby("variable", sort=False).head(MOST_PAIRS)
    if len(parted):
        click.echo("\nWhere they differ most often\n" + _print(parted.drop(columns="share")))
    if path:
        say(f"wrote {len(compared.confusion):,} rows to {write_table(compared.confusion, path)}")
    say(coded.summary())
    sys.exit(0 if coded.unfinished.empty else 1)


@code.command()
@sheets_argument
@click.option("--out", required=True, type=click.Path(dir_okay=False), metavar="FILE",
              help="The workbook to write (.xlsx).")  # fmt: skip
@plan_option
@key_option
@reports_errors
def adjudicate(sheets, out, plan, key) -> None:
    """Write a workbook of the units on which the coders of SHEETS differ.

    \b
    Example:
      python -m helpers code adjudicate coding/coder_*.xlsx --out coding/adjudication.xlsx
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from helpers.validation import read_codebook, write_adjudication_sheet

    planned, coded = _read(sheets, plan, key)
    n_open = write_adjudication_sheet(coded, out, read_codebook(planned.measure))
    say(coded.summary())
    if not n_open:
        say("The coders agree on everything; there is nothing to decide.")
        return
    click.echo(out)
    say(f"{n_open:,} codes are to be decided.")


@code.command()
@sheets_argument
@click.option("--adjudication", type=click.Path(), metavar="FILE",
              help="The filled in workbook of `code adjudicate`.")  # fmt: skip
@click.option("--agreed-only", is_flag=True,
              help="Leave out what coders differ on. Figures will be too good.")  # fmt: skip
@click.option("--corpus", type=click.Path(), metavar="CORPUS",
              help="Keep the cards beside this corpus, where notebooks find them. "
              "[default: beside the first sheet]")  # fmt: skip
@click.option("--sample-only", is_flag=True,
              help="Do not weight: figures speak for the coded units only.")  # fmt: skip
@click.option("--cluster", type=click.Choice(["article_id", "outlet"]), default="article_id",
              show_default=True, help="What intervals draw as a whole.")  # fmt: skip
@plan_option
@key_option
@seed_option
@reports_errors
def validate(
    sheets, adjudication, agreed_only, corpus, sample_only, cluster, plan, key, seed
) -> None:
    """Hold the measure against the codes of SHEETS and write a measure card.

    Exit code 1 means that some codes were not decided and are left out.

    \b
    Examples:
      python -m helpers code validate coding/coder_*.xlsx \\
          --adjudication coding/adjudication.xlsx --corpus my_articles.csv
      python -m helpers code validate coding/coder_*.xlsx --agreed-only --sample-only
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from helpers import validation

    planned, coded = _read(sheets, plan, key)
    decided = validation.read_adjudication(coded, adjudication)
    if decided.n_undecided and not (adjudication or agreed_only):
        raise ValueError(
            f"the coders differ on {decided.n_undecided:,} codes. Decide them (`code adjudicate`) "
            "and name the workbook with --adjudication, or leave them out with --agreed-only."
        )
    limits = []
    if decided.n_undecided:
        limits.append(f"{decided.n_undecided:,} codes on which coders differ were left out.")
    compared = validation.compare_coders(coded.codes, coded.variables, seed=seed)
    found = validation.hold_against(
        planned.measure, decided.codes, validation.read_key(_beside(sheets, key, "key.csv")),
        weighted=not sample_only, cluster=cluster, seed=seed,
    )  # fmt: skip
    for method, (figures, own_limits) in found.items():
        card = validation.make_card(
            figures, measure=planned.measure, method=method, corpus=planned.corpus,
            agreement=compared.agreement, coders=len(sheets), unit=planned.unit,
            weighted=not sample_only, drawn=planned.drawn, limits=[*own_limits, *limits],
        )  # fmt: skip
        click.echo(card.to_markdown())
        say(f"{card.note()}\nwrote {card.save(corpus or Path(sheets[0]).parent)}")
    sys.exit(1 if decided.n_undecided else 0)


def _read(sheets: Sequence[str], plan: str | None, key: str | None):
    from helpers.validation import read_coding_sheets
    from helpers.validation.plan import read_plan

    planned = read_plan(plan or Path(sheets[0]).parent)
    return planned, read_coding_sheets(
        sheets, planned.variables, key=_beside(sheets, key, "key.csv")
    )


def _beside(sheets: Sequence[str], path: str | None, name: str) -> Path:
    found = Path(path) if path else Path(sheets[0]).parent / name
    if not found.is_file():
        raise FileNotFoundError(
            f"{found}: there is no such file. Keep it beside the sheets, or name it with --key."
        )
    return found


def _print(table) -> str:
    return table.round(2).to_string(index=False, na_rep="–")
