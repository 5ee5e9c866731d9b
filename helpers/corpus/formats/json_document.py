"""One JSON document: a list of articles, an object that holds the list, or one article.

Read as a stream of events (ijson), so that a list of any length needs the memory of one article.
What the C parser does not accept but Python does (NaN, which many scripts write) is read whole.
"""

import codecs
import io
import json
from collections.abc import Iterator
from itertools import chain

import ijson

from helpers.corpus.columns import RANKS, is_text_name, squeeze
from helpers.corpus.formats.source import Record, Reject, Remark, Source
from helpers.corpus.formats.values import flatten

Event = tuple[str, object]
LIST_KEYS = {
    "articles", "article", "docs", "documents", "results", "items", "data", "stories", "records",
    "entries", "hits", "news", "posts", "rows", "value", "values",
}  # fmt: skip
DEEPEST = 64  # levels; real exports have fewer than ten
MOST_READ_WHOLE = 512 * 1024**2  # bytes
STARTS, ENDS = {"start_map", "start_array"}, {"end_map", "end_array"}


class DepthError(ValueError):
    """A document made to exhaust the memory by its brackets."""


def sniff(path) -> bool:
    """Tell whether a file begins as a JSON list or object does."""
    start = Source.of(path).text_head.lstrip()[:4096]
    inside = start[1:].lstrip()[:1]
    return (start[:1] == "{" and inside in '"}') or (start[:1] == "[" and inside in '{["]}')


def read(path) -> Iterator[Record | Reject | Remark]:
    """Read one JSON document.

    Parameters
    ----------
    path : path or Source
        The file.

    Yields
    ------
    Record, Reject or Remark
        ``row`` is the position of the article in its list, from 1.
    """
    source = Source.of(path)
    if source.encoding.remark:
        yield Remark(source.encoding.remark)
    count = 0
    try:
        with _open_utf8(source) as stream:
            for count, found in enumerate(_articles(_events(stream)), start=1):
                yield _record(count, found)
    except (ijson.JSONError, DepthError, UnicodeDecodeError) as error:
        yield from _read_whole(source, count, error)


def _record(number: int, found: object) -> Record | Reject:
    if isinstance(found, dict):
        return Record(number, flatten(found))
    return Reject(number, "this element of the list is no object ({…})", str(found)[:1000])


def _read_whole(source: Source, count: int, error: Exception) -> Iterator[Record | Reject]:
    """Read with Python's own parser, past the articles that were read already."""
    try:
        if isinstance(error, DepthError):
            raise error
        with source.open_text() as stream:
            text = stream.read(MOST_READ_WHOLE)
        found = list(_articles(_replay(json.loads(text))))
    except json.JSONDecodeError as broken:
        place = f"line {broken.lineno:,}, character {broken.colno:,}"
        excerpt = text[max(0, broken.pos - 60) : broken.pos + 60]
        yield Reject(count + 1, f"the JSON is broken at {place}: {broken.msg}", excerpt)
    except (ValueError, RecursionError) as broken:
        yield Reject(count + 1, f"the JSON cannot be read: {broken}")
    else:
        for number, article in enumerate(found[count:], start=count + 1):
            problem = source.encoding.broken_byte(json.dumps(article, ensure_ascii=False))
            yield Reject(number, f"it {problem}") if problem else _record(number, article)


def _open_utf8(source: Source):
    """Open as UTF-8 bytes, which is what the parser reads."""
    if source.encoding.codec == "utf-8":
        return source.open()
    return codecs.EncodedFile(source.open(), "utf-8", source.encoding.codec)


def _events(stream: io.BufferedIOBase) -> Iterator[Event]:
    depth = 0
    for event, value in ijson.basic_parse(stream, use_float=True, multiple_values=True):
        depth += (event in STARTS) - (event in ENDS)
        if depth > DEEPEST:
            raise DepthError(f"it nests more than {DEEPEST} levels deep")
        yield event, value


def _replay(value: object) -> Iterator[Event]:
    """Turn a parsed value into the events that its text would give."""
    if isinstance(value, dict):
        yield "start_map", None
        for key, inner in value.items():
            yield "map_key", key
            yield from _replay(inner)
        yield "end_map", None
    elif isinstance(value, list):
        yield "start_array", None
        for inner in value:
            yield from _replay(inner)
        yield "end_array", None
    else:
        yield "value", value


def _articles(events: Iterator[Event]) -> Iterator[object]:
    """Yield the articles of a document, or of several written one after the other."""
    for event, value in events:
        if event == "start_array":
            yield from _elements(events)
        elif event == "start_map":
            yield from _articles_of_object(events)
        else:
            yield value


def _elements(events: Iterator[Event]) -> Iterator[object]:
    for event in events:
        if event[0] == "end_array":
            return
        yield _build(event, events)


def _articles_of_object(events: Iterator[Event]) -> Iterator[object]:
    """Stream a list of objects under a known key; else decide once the whole object is known."""
    fields: dict[str, object] = {}
    streamed = False
    for event, key in events:
        if event == "end_map":
            break
        start = next(events)
        if start[0] == "start_array" and squeeze(key) in LIST_KEYS and not _is_article(fields):
            first = next(events)
            rest = chain([first], events)
            if first[0] == "start_map":
                streamed = True
                yield from _elements(rest)
            else:
                fields[key] = list(_elements(rest))
        else:
            fields[key] = _build(start, events)
    if not streamed:
        yield from _articles_of_fields(fields)
        return
    for value in fields.values():  # lists under other keys: articles, or rejects that say so
        if _is_list_of_objects(value):
            yield from value


def _articles_of_fields(fields: dict[str, object]) -> Iterator[object]:
    """Tell an article from an object that holds articles, in a list or by their keys."""
    objects = {key: value for key, value in fields.items() if isinstance(value, dict)}
    lists = [value for value in fields.values() if _is_list_of_objects(value)]
    if _is_article(fields):
        yield fields
    elif len(lists) == 1:
        yield from lists[0]
    elif len(objects) == len(fields) > 0 and not any(map(_holds_list, objects.values())):
        for key, article in objects.items():
            yield {"id": key} | article
    elif any(map(_holds_list, objects.values())):
        for inner in filter(_holds_list, objects.values()):
            yield from _articles_of_fields(inner)
    else:
        yield fields


def _build(start: Event, events: Iterator[Event]) -> object:
    """Build the value that begins with an event."""
    builder, depth = ijson.ObjectBuilder(), 0
    for event, value in chain([start], events):
        builder.event(event, value)
        depth += (event in STARTS) - (event in ENDS)
        if depth == 0:
            break
    return builder.value


def _is_article(fields: dict[str, object]) -> bool:
    """Tell whether an object has a title or a text of its own."""
    return any(
        (is_text_name(key) and isinstance(value, str | list) and not _is_list_of_objects(value))
        or (squeeze(key) in RANKS["title"] and isinstance(value, str))
        for key, value in fields.items()
    )


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _holds_list(fields: dict[str, object]) -> bool:
    return not _is_article(fields) and any(map(_is_list_of_objects, fields.values()))
