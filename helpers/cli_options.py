"""What all commands share: remarks on standard error, exit codes, the options of a corpus."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


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


class SeveralValues(click.Command):
    """A command whose ``--notebooks`` takes several names: ``--notebooks 02 04`` or ``02,04``."""

    several = "--notebooks"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write the option before each of its values, as click reads it."""
        written: list[str] = []
        taking = False
        for place, word in enumerate(args):
            if word == "--":
                return super().parse_args(ctx, [*written, *args[place:]])
            if word == self.several:
                taking = True
                if args[place + 1 : place + 2] in ([], ["--"]) or args[place + 1][:1] == "-":
                    written.append(word)  # click says that its value is missing
            elif taking and (args[place - 1] == self.several or _names_notebook(word)):
                written += [self.several, word]
            else:
                taking = False
                written.append(word)
        return super().parse_args(ctx, written)


def _names_notebook(word: str) -> bool:
    """Tell whether a word behind the first name is one more, and not the corpus."""
    known = set()
    for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"):
        number, _, rest = path.stem.partition("_")
        known |= {path.stem, number, rest}
    parts = [part.removesuffix(".ipynb") for part in word.split(",")]
    return word.endswith(".ipynb") or all(part in known for part in parts)


def split_names(_context, _parameter, values: tuple[str, ...]) -> list[str] | None:
    """Turn ``02,04`` into two names; a file whose name has a comma stays one."""
    names: list[str] = []
    for value in values:
        names += [value] if Path(value).exists() else filter(None, value.split(","))
    return [name.strip() for name in names] or None


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
