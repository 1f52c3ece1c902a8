"""Labelled data out of lists, tables and spaCy's and Hugging Face's objects.

What comes out is a list of documents; a document is a list of sentences, a sentence the pair of its words and its tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ._core import ArgumentTypeError, DataError
from ._optional import need

_WORD = ("word", "token", "text", "form", "words", "tokens")
_TAG = ("tag", "label", "ner", "ner_tag", "tags", "labels", "ner_tags")
_SENTENCE = ("sentence", "sentence_id", "sent_id", "sent", "sentence #")
_DOCUMENT = ("document", "document_id", "doc_id", "doc", "file", "article")

_Sentence = tuple[Any, Any]
_Documents = list[list[_Sentence]]


def documents(x: Any) -> _Documents:
    """What `rasad.train` and `rasad.evaluate` take besides paths."""
    if hasattr(x, "__fspath__") or isinstance(x, str):
        spacy = need("spacy", "a .spacy file", "spacy")
        return _docbin(_opened(x), spacy)
    if type(x).__name__ == "DocBin":
        return _docbin(x, need("spacy", "a DocBin", "spacy"))
    if hasattr(x, "column_names") and hasattr(x, "features"):
        return _dataset(x)
    if hasattr(x, "columns"):
        return _table(x)
    if isinstance(x, Mapping) or not isinstance(x, Iterable):
        raise ArgumentTypeError(
            "labelled sentences are a path, a list of sentences of (word, tag), a DataFrame, a DocBin or a Dataset, "
            f"not {type(x).__name__}"
        )
    return _list(list(x))


# ---------------------------------------------------------------------------------------------------- lists


def _list(rows: list[Any]) -> _Documents:
    if not rows:
        return []
    if all(_is_spacy(row) for row in rows):
        return [_doc(row) for row in rows]
    full = [row for row in rows if not isinstance(row, (list, tuple)) or row]
    if full and all(_is_document(row) for row in full):
        out, number = [], 0
        for document in rows:
            out.append([_sentence(sentence, number + k) for k, sentence in enumerate(document)])
            number += len(out[-1])
        return out
    return [[_sentence(row, number) for number, row in enumerate(rows)]]


def _is_pair(x: Any) -> bool:
    """Whether it is a word with its tag."""
    return isinstance(x, (tuple, list)) and len(x) == 2 and all(isinstance(part, str) for part in x)


def _is_document(x: Any) -> bool:
    """Whether it is a list of sentences, not a sentence."""
    if not isinstance(x, (list, tuple)):
        return False
    return any(isinstance(part, Mapping) for part in x) or any(
        isinstance(part, (list, tuple)) and any(isinstance(inner, (list, tuple)) for inner in part) for part in x
    )


def _sentence(x: Any, row: int) -> _Sentence:
    def wrong(what: str) -> DataError:
        error = DataError(f"row {row}: {what}")
        error.row = row
        return error

    if isinstance(x, Mapping):
        columns = {str(name).lower(): name for name in x}
        word = next((columns[name] for name in _WORD if name in columns), None)
        tag = next((columns[name] for name in _TAG if name in columns), None)
        if word is None or tag is None:
            raise wrong(f"a sentence needs tokens and tags; this one has {sorted(columns)}")
        return list(x[word]), list(x[tag])
    if isinstance(x, str) or not isinstance(x, Iterable):
        raise wrong(f"a sentence is a list of (word, tag), not {type(x).__name__}")
    parts = list(x)
    if len(parts) == 2 and not all(_is_pair(part) and _is_tag(part[1]) for part in parts):
        # Words and tags as two lists.
        words, tags = parts
        if not any(isinstance(part, str) or not isinstance(part, Iterable) for part in parts):
            words, tags = list(words), list(tags)
            if all(map(_is_tag, tags)) or not all(map(_is_pair, parts)):
                return words, tags
    if not all(_is_pair(part) for part in parts):
        number, part = next((n, p) for n, p in enumerate(parts) if not _is_pair(p))
        raise wrong(f"word {number}: a sentence is a list of (word, tag), and this is {part!r}"[:200])
    return [word for word, _ in parts], [tag for _, tag in parts]


def _is_tag(x: Any) -> bool:
    return isinstance(x, str) and (x == "O" or (x[:1] in "BIESLU" and (len(x) == 1 or x[1] == "-")))


# ---------------------------------------------------------------------------------------------------- tables


def _column(x: Any, names: tuple[str, ...], required: bool) -> list[Any] | None:
    columns = {str(name).strip().lower(): name for name in reversed(list(x.columns))}
    for name in names:
        if name in columns:
            return list(x[columns[name]])
    if required:
        shown = [str(name) for name in x.columns]
        raise DataError(f"the table needs a column {names[0]!r} (or {', '.join(names[1:])}); it has {shown}")
    return None


def _is_null(x: Any) -> bool:
    return x is None or (not isinstance(x, (str, Iterable)) and x != x)


def _table(x: Any) -> _Documents:
    words, tags = _column(x, _WORD, True), _column(x, _TAG, True)
    numbers, files = _column(x, _SENTENCE, False), _column(x, _DOCUMENT, False)
    assert words is not None
    assert tags is not None
    of_sentences = any(not isinstance(word, str) and not _is_null(word) for word in words)
    if not of_sentences and numbers is None and not any(map(_is_null, words)):
        raise DataError(
            f"a table with one word a row needs a column {_SENTENCE[0]!r} (or {', '.join(_SENTENCE[1:])}) that tells the "
            f"sentences apart, or rows without a word between them; it has {[str(name) for name in x.columns]}"
        )
    out: _Documents = []
    file: Any = None
    number: Any = None
    fresh = True
    for row, (word, tag) in enumerate(zip(words, tags, strict=True)):
        # A place that is left out is that of the row before.
        here = file if files is None or _is_null(files[row]) else files[row]
        if not out or here != file:
            out.append([])
            file, fresh = here, True
        if of_sentences:
            if _is_null(word):
                continue
            if isinstance(word, str) or _is_null(tag) or isinstance(tag, str):
                raise _at(row, "a sentence needs a list of words and a list of tags")
            out[-1].append((list(word), list(tag)))
            if len(out[-1][-1][0]) != len(out[-1][-1][1]):
                raise _at(row, f"the sentence has {len(out[-1][-1][0])} words and {len(out[-1][-1][1])} tags")
            continue
        if _is_null(word):
            if not _is_null(tag):
                raise _at(row, f"the tag {tag!r} has no word")
            fresh = True
            continue
        if not isinstance(tag, str):
            raise _at(row, f"the word {word!r} has no tag" if _is_null(tag) else f"the tag {tag!r} is not a string")
        place = number if numbers is None or _is_null(numbers[row]) else numbers[row]
        if fresh or place != number:
            out[-1].append(([], []))
            number, fresh = place, False
        out[-1][-1][0].append(word)
        out[-1][-1][1].append(tag)
    return [document for document in out if document]


def _at(row: int, what: str) -> DataError:
    error = DataError(f"row {row}: {what}")
    error.row = row
    return error


def _dataset(x: Any) -> _Documents:
    """A Dataset of Hugging Face: lists of tokens and of tags, which are numbers with names."""
    columns = list(x.column_names)
    word = next((name for name in ("tokens", "words") if name in columns), None)
    tag = next((name for name in ("ner_tags", "tags", "labels") if name in columns), None)
    if word is None or tag is None:
        raise DataError(f"the dataset needs columns 'tokens' and 'ner_tags'; it has {columns}")
    feature = x.features[tag]
    names = getattr(getattr(feature, "feature", feature), "names", None)
    return [
        [(list(row[word]), [t if names is None or isinstance(t, str) else names[t] for t in row[tag]]) for row in x]
    ]


# ---------------------------------------------------------------------------------------------------- spaCy


def _opened(path: Any) -> Any:
    tokens = need("spacy.tokens", "a .spacy file", "spacy")
    try:
        return tokens.DocBin().from_disk(path)
    except OSError:
        raise
    except Exception as error:
        # zlib and msgpack have errors of their own for files that are something else.
        raise DataError(f"{path}: this is not a file of spaCy's DocBin ({error})") from None


def _docbin(docbin: Any, spacy: Any) -> _Documents:
    return [_doc(doc) for doc in docbin.get_docs(spacy.blank("ar").vocab)]


def _is_spacy(x: Any) -> bool:
    return hasattr(getattr(x, "reference", x), "has_annotation")


def _doc(doc: Any) -> list[_Sentence]:
    doc = getattr(doc, "reference", doc)  # an Example
    spans = list(doc.sents) if doc.has_annotation("SENT_START") else [doc]
    sentences = ([t for t in span if not t.is_space] for span in spans)
    return [([t.text for t in words], [_tag(t) for t in words]) for words in sentences if words]


def _tag(token: Any) -> str:
    return "O" if token.ent_iob_ in ("O", "") else f"{token.ent_iob_}-{token.ent_type_}"
