"""In whose voice: what an outlet says itself, told apart from what it quotes."""

import pandas as pd

VOICES = ("all", "own", "quoted")


def check_voice(voice: str) -> None:
    """Raise a ValueError that names the voices there are, if this is none of them."""
    if voice not in VOICES:
        raise ValueError(f"voice is one of {', '.join(VOICES)}, not {voice!r}.")


def choose_voice(table: pd.DataFrame, voice: str) -> pd.DataFrame:
    """Return the rows of one voice: those outside quotation marks, those inside, or all.

    Parameters
    ----------
    table : pandas.DataFrame
        Hits or sentences with the column in_quotation (bool).
    voice : {"all", "own", "quoted"}
        Which rows to keep.

    Returns
    -------
    pandas.DataFrame
        The table itself for "all", else its rows of that voice.

    Raises
    ------
    ValueError
        If there is no such voice.
    """
    check_voice(voice)
    if voice == "all":
        return table
    return table[table["in_quotation"] == (voice == "quoted")]
