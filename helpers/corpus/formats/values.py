"""Turn one JSON or Parquet object into flat fields: nested names, lists and paragraphs."""

import json

from helpers.corpus.columns import is_text_name

# Keys under which nested objects hold what is meant, as in {"source": {"id": 1, "name": "RT"}}.
NAME_KEYS = ("name", "main", "rendered", "original", "full_name", "#text", "value")
DEEPEST = 4


def flatten(record: dict, prefix: str = "", depth: int = 1) -> dict[str, object]:
    """Flatten a nested object: ``{"source": {"name": "RT"}}`` gives ``source`` = "RT".

    Parameters
    ----------
    record : dict
        An object as JSON gives it.
    prefix : str
        Put before each name; used for the levels below.
    depth : int
        The level; deeper than four, a value is kept as JSON text.

    Returns
    -------
    dict of str
        Column name to str, number, bool, date or None. Lists of names are joined by "; ", lists
        under a name of running text ("body", "content") become paragraphs.
    """
    fields: dict[str, object] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            meant = next((value[key] for key in NAME_KEYS if isinstance(value.get(key), str)), None)
            if meant is not None:
                fields[name] = meant
            elif is_text_name(str(key)):
                fields[name] = "\n\n".join(paragraphs(value)) or None
                continue
            if depth < DEEPEST:
                fields |= flatten(value, f"{name}.", depth + 1)
            else:
                fields[name] = json.dumps(value, ensure_ascii=False, default=str)
        elif isinstance(value, list | tuple):
            is_text = is_text_name(str(key))
            fields[name] = "\n\n".join(paragraphs(value)) or None if is_text else _join(value)
        else:
            fields[name] = value
    return fields


def paragraphs(value: object) -> list[str]:
    """List the paragraphs of nested text; the strings of an inner list are one paragraph."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return [paragraph for inner in value.values() for paragraph in paragraphs(inner)]
    if not isinstance(value, list | tuple):
        return []
    found = []
    for inner in value:
        if isinstance(inner, list | tuple) and all(isinstance(part, str) for part in inner):
            found += paragraphs(" ".join(inner))
        else:
            found += paragraphs(inner)
    return found


def _join(values: list | tuple) -> str | None:
    """Join a list of names, of numbers or of objects with names; others are kept as JSON text."""
    names = []
    for value in values:
        if isinstance(value, dict):
            value = next((value[key] for key in NAME_KEYS if isinstance(value.get(key), str)), None)
        if not isinstance(value, str | int | float):
            return json.dumps(values, ensure_ascii=False, default=str)
        names.append(str(value))
    return "; ".join(names) or None
