"""Labelled sentences out of tables and spaCy's files, as lists of `(word, tag)`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ._core import ArgumentTypeError, DataError
from ._optional import need

_WORD = ("word", "token", "text", "form")
_TAG = ("tag", "label", "ner", "ner_tag")
_SENTENCE = ("sentence", "sentence_id", "sent_id", "sent")


def sentences(x: Any) -> list[list[tuple[str, str]]]:
    """What `rasad.train` and `rasad.evaluate` take besides paths and lists."""
    if hasattr(x, "__fspath__") or isinstance(x, str):
        spacy = need("spacy", "a .spacy file", "spacy")
        return _docbin(spacy.tokens.DocBin().from_disk(x), spacy)
    if type(x).__name__ == "DocBin":
        return _docbin(x, need("spacy", "a DocBin", "spacy"))
    if hasattr(x, "columns"):
        return _table(x)
    if isinstance(x, Iterable):
        return [list(sentence) for sentence in x]
    raise ArgumentTypeError(
        "labelled sentences are a path, a list of sentences of (word, tag), a DataFrame or a DocBin, "
        f"not {type(x).__name__}"
    )


def _column(x: Any, names: tuple[str, ...], required: bool) -> list[Any] | None:
    columns = [str(name) for name in x.columns]
    for name in names:
        if name in columns:
            return list(x[name])
    if required:
        raise DataError(f"the table needs a column {names[0]!r} (or {', '.join(names[1:])}); it has {columns}")
    return None


def _table(x: Any) -> list[list[tuple[str, str]]]:
    words, tags = _column(x, _WORD, True), _column(x, _TAG, True)
    numbers = _column(x, _SENTENCE, False)
    assert words is not None
    assert tags is not None
    if words and not isinstance(words[0], str):
        # One row a sentence: lists of words and of tags.
        return [list(zip(w, t, strict=True)) for w, t in zip(words, tags, strict=True)]
    if numbers is None:
        raise DataError(f"a table with one word a row needs a column {_SENTENCE[0]!r} that tells the sentences apart")
    out: list[list[tuple[str, str]]] = []
    last: Any = object()
    for number, word, tag in zip(numbers, words, tags, strict=True):
        if number != last:
            out.append([])
            last = number
        out[-1].append((word, tag))
    return out


def _docbin(docbin: Any, spacy: Any) -> list[list[tuple[str, str]]]:
    out = []
    for doc in docbin.get_docs(spacy.blank("ar").vocab):
        spans = list(doc.sents) if doc.has_annotation("SENT_START") else [doc]
        for span in spans:
            words = [t for t in span if not t.is_space]
            out.append(
                [(t.text, t.ent_iob_ if t.ent_iob_ in ("O", "") else f"{t.ent_iob_}-{t.ent_type_}") for t in words]
            )
    return [[(word, tag or "O") for word, tag in sentence] for sentence in out if sentence]
