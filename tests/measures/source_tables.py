"""Small tables of invented quotations, with every column that the counts read."""

import pandas as pd

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a1", "a2", "b1", "b2", "c1"],
        "outlet": ["Harbor Post", "Harbor Post", "Vestnik Zaliva", "Vestnik Zaliva", "Tin Whistle"],
        "country": ["US", "US", "RU", "RU", "US"],
        "text": "none is needed",
    }
)
TYPES = {
    "article_id": "str", "quotation_id": "int64", "start": "int64", "text": "str", "cue": "str",
    "stance": "str", "speaker": "str", "speaker_id": "str", "speaker_name": "str",
    "affiliation": "str", "role": "str", "anonymous": "bool",
}  # fmt: skip
FOREIGN, DEFENCE, OTHER = "foreign ministry", "defence and military", "other official"


def quotation(
    article_id, speaker=None, affiliation=None, role=None, words=2, cue="said", anonymous=False,
    start=0,
):  # fmt: skip
    """One quotation of so many words; the identifier is the name in lower case."""
    return {
        "article_id": article_id, "start": start, "text": " ".join(["word"] * words), "cue": cue,
        "stance": "neutral" if cue == "said" else "doubting", "speaker": speaker,
        "speaker_id": speaker.lower().replace(" ", "-") if speaker else None,
        "speaker_name": speaker, "affiliation": affiliation, "role": role, "anonymous": anonymous,
    }  # fmt: skip


def table(*rows):
    """A quotations table; quotation_id counts from 0 in each article."""
    made = pd.DataFrame(list(rows), columns=[name for name in TYPES if name != "quotation_id"])
    made.insert(1, "quotation_id", made.groupby("article_id").cumcount() if len(made) else [])
    return made.astype(TYPES)


def quotations():
    """Ann Roe (US, 3 quotations, 2 outlets), Ivan Tal (RU, 2), an official in two articles."""
    return table(
        quotation("a1", "Ann Roe", "US", FOREIGN, words=5, start=10),
        quotation("a1", "Ann Roe", "US", FOREIGN, words=3, cue="claimed", start=40),
        quotation("a1", "official", "US", OTHER, anonymous=True, start=90),
        quotation("a2", "Ivan Tal", "RU", DEFENCE, words=4, start=5),
        quotation("a2", words=6, start=1, cue=None),
        quotation("b1", "Ivan Tal", "RU", DEFENCE, words=10, start=3),
        quotation("b1", "Ann Roe", "US", FOREIGN, words=1, cue="claimed", start=2),
        quotation("b2", "official", None, OTHER, anonymous=True, words=7, start=8),
    )


def many(shares, each=10):
    """Articles of invented outlets, each with quotations of which a share has an affiliation.

    `shares` maps (country, outlet) to {affiliation: how many of `each`}.
    """
    rows, articles = [], []
    for (country, outlet), counts in shares.items():
        for number in range(4):
            article_id = f"{outlet}-{number}"
            articles.append({"article_id": article_id, "outlet": outlet, "country": country})
            for affiliation, count in counts.items():
                speaker = f"{affiliation} person"
                rows += [quotation(article_id, speaker, affiliation, FOREIGN)] * count
    return table(*rows), pd.DataFrame(articles)
