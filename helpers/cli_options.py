"""What all commands share: remarks on standard error, exit codes, the options of a corpus."""

import sys
from collections.abc import Callable
from functools import wraps

import click


def say(message: str) -> None:
    """Print a remark on standard error, so that standard output stays clean for results."""
    click.echo(message, err=True)


def reports_errors(command: Callable) -> Callable:
    """Turn an unusable corpus or output into one clear message and exit code 2."""

    @wraps(command)
    def run(*args, **kwargs):
        # Imported here, so that --help does not wait for pandas-heavy modules.
        from helpers.corpus import CorpusError

        try:
            return command(*args, **kwargs)
        except (CorpusError, ValueError, OSError) as error:
            say(f"Error: {error}")
            sys.exit(2)

    return run


def parse_columns(_context, _parameter, pairs: tuple[str, ...]) -> dict[str, str] | None:
    """Turn ``--column text=Body`` options into a dictionary."""
    columns = {}
    for pair in pairs:
        ours, separator, theirs = pair.partition("=")
        if not (separator and ours and theirs):
            raise click.BadParameter(f"'{pair}': write NAME=THEIRS, for example --column text=Body")
        columns[ours.strip()] = theirs.strip()
    return columns or None


corpus_argument = click.argument("corpus", type=click.Path())
columns_option = click.option(
    "--column", "columns", multiple=True, metavar="NAME=THEIRS", callback=parse_columns,
    help="Which of your columns is our NAME (text, title, outlet, date, …). May be repeated.",
)  # fmt: skip
outlets_option = click.option(
    "--outlets", type=click.Path(dir_okay=False), metavar="FILE",
    help="CSV that adds outlets to the register (outlet, aliases, domains, country, …).",
)  # fmt: skip
quiet_option = click.option("--quiet", is_flag=True, help="No progress bars.")
