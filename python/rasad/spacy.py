"""spaCy: entities of rasad in a pipeline, and documents of rasad as `spacy.tokens.Doc`.

nlp = spacy.blank("ar")
nlp.add_pipe("rasad")
[(ent.text, ent.label_, ent._.rasad.value) for ent in nlp("وصل في 5 سبتمبر 2025").ents]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rasad

from ._optional import need

if TYPE_CHECKING:
    from collections.abc import Iterator

_spacy = need("spacy", "rasad.spacy", "spacy")
_tokens = need("spacy.tokens", "rasad.spacy", "spacy")
_language = need("spacy.language", "rasad.spacy", "spacy")

__all__ = ["RasadComponent", "create", "to_doc"]


class RasadComponent:
    """A component that sets `doc.ents`, `doc._.rasad` (the Document) and `span._.rasad` (the Entity).

    spaCy's words are its own: an entity inside a word (a proclitic before it) takes the whole word, while
    `span._.rasad` keeps the exact place.
    """

    def __init__(self, extractor: rasad.Extractor) -> None:
        self.extractor = extractor
        for kind in (_tokens.Doc, _tokens.Span):
            if not kind.has_extension("rasad"):
                kind.set_extension("rasad", default=None)

    def __call__(self, doc: Any) -> Any:
        found = self.extractor.extract(doc.text)
        doc._.rasad = found
        _mark(doc, found)
        return doc

    def pipe(self, stream: Any, batch_size: int = 128) -> Iterator[Any]:
        """Many documents, found in parallel."""
        from itertools import tee

        docs, texts = tee(stream)
        for doc, found in zip(docs, self.extractor.documents(doc.text for doc in texts), strict=True):
            doc._.rasad = found
            if found is not None:
                _mark(doc, found)
            yield doc


def create(nlp: Any, name: str, labels: Any, values: bool, quotes: bool) -> RasadComponent:
    """The component that `nlp.add_pipe("rasad")` adds."""
    return RasadComponent(rasad.Extractor(labels=labels, values=values, quotes=quotes))


_language.Language.factory("rasad", default_config={"labels": None, "values": True, "quotes": True}, func=create)


def to_doc(document: rasad.Document, nlp: Any = None) -> Any:
    """The document as a `spacy.tokens.Doc` with the words and entities of rasad."""
    vocab = (nlp or _spacy.blank("ar")).vocab
    text, at = document.text, 0
    words: list[str] = []
    spaces: list[bool] = []

    def gap(until: int) -> None:
        """What stands between two words: one blank belongs to the word before it, anything else is a word."""
        nonlocal at
        between = text[at:until]
        if between.startswith(" ") and words:
            spaces[-1] = True
            between = between[1:]
        if between:
            words.append(between)
            spaces.append(False)
        at = until

    for token in document.tokens:
        if token.end <= at:
            continue
        gap(max(token.start, at))
        words.append(text[at : token.end])
        spaces.append(False)
        at = token.end
    gap(len(text))
    doc = _tokens.Doc(vocab, words=words, spaces=spaces)
    _mark(doc, document)
    return doc


def _mark(doc: Any, found: rasad.Document) -> None:
    """Sets `doc.ents`; where two entities share a word, the first one has it."""
    spans, last = [], 0
    for entity in found.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        if span is None or span.start < last:
            continue
        if entity.id:
            span.kb_id_ = entity.id
        last = span.end
        if span.has_extension("rasad"):
            span._.rasad = entity
        spans.append(span)
    doc.ents = spans
