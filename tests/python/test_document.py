"""One text: spans, equality, exports."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from decimal import Decimal

import pytest
import rasad
from hypothesis import given, settings
from hypothesis import strategies as st

# News and what is mixed into it: letters, marks, digits of three scripts, joiners, direction marks, surrogates, emoji.
PIECES = st.sampled_from([
    "قال", "الوزير", " ", "\n", "باماكو", "إن", '"', "«", "»", "لـ", "وَ", "\u0640", "٢٠٢٥", "5 سبتمبر", "،", ".", "😀", "👨‍👩‍👧",
    "\ud800", "\udfff", "\u200f", "\u202e", "ﷺ", "ﻻ", "@name", "#وسم", "https://a.example/س", "%", "۳", "\x00", "ل", "a", "é",
])  # fmt: skip
TEXTS = st.one_of(st.text(st.characters(), max_size=60), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_span_slices_the_text(text: str) -> None:
    doc = rasad.extract(text)
    assert doc.text == text
    last = 0
    for entity in doc.entities:
        assert entity.text == text[entity.start : entity.end]
        assert entity.text.strip()
        assert entity.start >= last, "entities overlap or are out of order"
        last = entity.end
        if entity.role_span:
            start, end = entity.role_span
            assert entity.role == text[start:end]
    for quote in doc.quotes:
        assert quote.text == text[quote.start : quote.end]
        for part, span in (
            (quote.speaker, quote.speaker_span),
            (quote.role, quote.role_span),
            (quote.cue, quote.cue_span),
            (quote.outlet, quote.outlet_span),
        ):
            assert part == (text[span[0] : span[1]] if span else None)
    for piece in (*doc.sentences, *doc.tokens):
        assert piece.text == text[piece.start : piece.end] != ""


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), TEXTS), max_size=8))
def test_a_batch_equals_one_by_one(texts: list[str | None]) -> None:
    table = rasad.extract(texts)
    one_by_one = [
        (i, e.start, e.end, e.label, e.value) for i, t in enumerate(texts) if t for e in rasad.extract(t).entities
    ]
    assert list(zip(*(table[c] for c in ("row", "start", "end", "label", "value")), strict=True)) == one_by_one
    streamed = list(rasad.Extractor().documents(iter(texts)))
    assert streamed == [None if text is None else rasad.extract(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_document_survives_pickle(text: str) -> None:
    doc = rasad.extract(text)
    again = pickle.loads(pickle.dumps(doc))
    assert again == doc
    assert again.text == text
    assert [e.text for e in again.entities] == [e.text for e in doc.entities]


def test_parts_survive_pickle_and_copy(article: str) -> None:
    doc = rasad.extract(article)
    parts = [*doc.entities, *doc.quotes, *doc.actors, *doc.sentences]
    assert len(doc.entities) > 20
    data = pickle.dumps(parts)
    # The text is written once, not once for each part.
    assert len(data) < len(pickle.dumps(doc)) + 200 * len(parts)
    assert pickle.loads(data) == parts
    assert copy.deepcopy(parts[0]) == parts[0]
    assert len(set(doc.entities)) == len(doc.entities)


def test_documents_compare_by_value(article: str) -> None:
    assert rasad.extract(article) == rasad.extract(article)
    assert rasad.extract(article) != rasad.extract(article + " ")
    assert rasad.extract(article) != rasad.extract(article, labels=["GPE"])
    assert rasad.extract(article).entities[0] != "غاو"
    assert hash(rasad.extract(article)) == hash(rasad.extract(article))


def test_results_are_frozen(article: str) -> None:
    doc = rasad.extract(article)
    for thing, name in ((doc, "text"), (doc.entities[0], "start"), (doc.quotes[0], "text")):
        with pytest.raises(AttributeError):
            setattr(thing, name, 1)
    assert isinstance(doc.entities, tuple)


@pytest.mark.parametrize("offsets", ["char", "byte", "utf16"])
def test_json_goes_there_and_back_in_every_unit(article: str, offsets: str) -> None:
    doc = rasad.extract("😀 " + article)
    assert rasad.Document.from_json(doc.to_json(offsets=offsets, tokens=True)) == doc
    data = doc.to_dict(offsets=offsets)
    encoding = {"char": "utf-32-le", "byte": "utf-8", "utf16": "utf-16-le"}[offsets]
    size = {"char": 4, "byte": 1, "utf16": 2}[offsets]
    encoded = doc.text.encode(encoding)
    for entity in data["entities"]:
        assert encoded[entity["start"] * size : entity["end"] * size].decode(encoding) == entity["text"]
    assert "tokens" not in data
    json.dumps(data)


def test_bad_json_is_refused() -> None:
    good = rasad.extract("في 5 سبتمبر 2025").to_json()
    for bad in ("", "[]", good.replace('"score"', '"scores"'), good.replace('"end":16', '"end":99')):
        with pytest.raises(rasad.DataError):
            rasad.Document.from_json(bad)


def test_the_header_is_metadata() -> None:
    doc = rasad.extract(" date 2025-09-05 وصل الوفد أمس.")
    assert doc.date == "2025-09-05"
    assert doc.header is not None
    assert doc.header.strip() == "date 2025-09-05"
    assert [e.value for e in doc.entities] == ["2025-09-04"]
    assert doc.sentences[0].text == "وصل الوفد أمس."


@pytest.mark.parametrize("date", ["2025-01-01", datetime.date(2025, 1, 1), datetime.datetime(2025, 1, 1, 12)])
def test_the_reference_date_may_be_given(date: object) -> None:
    doc = rasad.extract("وصل أمس", date=date)  # type: ignore[call-overload]
    assert (doc.date, doc.entities[0].value) == ("2025-01-01", "2024-12-31")


def test_values_are_typed() -> None:
    def first(text: str, **options: str) -> rasad.Entity:
        return rasad.extract(text, **options).entities[0]  # type: ignore[call-overload, no-any-return]

    assert first("في 5 سبتمبر 2025").as_date() == datetime.date(2025, 9, 5)
    assert first("في 5 سبتمبر 2025").as_interval() == (datetime.date(2025, 9, 5),) * 2
    assert first("في سبتمبر 2025").as_date() is None
    assert first("في سبتمبر 2025").as_interval() == (datetime.date(2025, 9, 1), datetime.date(2025, 9, 30))
    assert first("بلغ 23 ألفا").as_number() == Decimal(23000)
    assert first("بلغ 23 ألفا").as_date() is None
    assert first("بنسبة 3.5%").as_number() == Decimal("3.5")


@pytest.mark.parametrize(
    ("label", "value", "interval"),
    [
        ("DATE", "2025-W37", (datetime.date(2025, 9, 8), datetime.date(2025, 9, 14))),
        ("DATE", "2024-02", (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))),
        ("DATE", "2025-03-03/2025-03-05", (datetime.date(2025, 3, 3), datetime.date(2025, 3, 5))),
        ("DATE", "2012/..", (datetime.date(2012, 1, 1), None)),
        ("DATE", "../2012", (None, datetime.date(2012, 12, 31))),
        ("DATE", "--10-02", None),
        ("DATE", "2025-13", None),
        ("DATE", "0000", None),
        ("NUMBER", "20/30", (Decimal(20), Decimal(30))),
        ("NUMBER", "20", None),
        ("MONEY", "USD 10/20", (Decimal(10), Decimal(20))),
        ("URL", "a/b", None),
    ],
)
def test_intervals(label: str, value: str, interval: object) -> None:
    from rasad import _values

    assert _values.interval(label, value) == interval


def test_numbers_with_units() -> None:
    from rasad import _values

    assert _values.number("MONEY", "USD 2000000000") == Decimal(2000000000)
    assert _values.number("QUANTITY", "km 12.5") == Decimal("12.5")
    assert _values.number("QUANTITY", "km 12/13") is None
    assert _values.number("DATE", "2025") is None
    assert _values.date("TIME", "2016-04-21T20:00") == datetime.date(2016, 4, 21)


def test_labels_choose(article: str) -> None:
    every = rasad.extract(article)
    coarse = rasad.extract(article, labels="coarse")
    places = rasad.extract(article, labels=["GPE", "LOC"])
    assert {e.label for e in places.entities} == {"GPE", "LOC"}
    assert [e.text for e in places.entities] == [e.text for e in every.entities if e.label in ("GPE", "LOC")]
    assert not {"GPE", "FAC", "NORP", "EVENT"} & {e.label for e in coarse.entities}
    assert [e.text for e in coarse.entities] == [e.text for e in every.entities]
    assert rasad.extract(article, labels="fine") == every


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"labels": ["gpe"]}, 'there is no label "gpe"; there are PER'),
        ({"labels": "GPE"}, 'labels must be "fine", "coarse" or a list of labels such as ["GPE"]'),
        ({"labels": 3}, "labels must be"),
        ({"labels": [3]}, "labels must be strings"),
        ({"date": "5/9/2025"}, "a date must be a day of the calendar as YYYY-MM-DD"),
        ({"date": "2025-02-30"}, "a day of the calendar"),
        ({"date": 5}, "date must be"),
        ({"date": ["2025-02-03"]}, "one text takes one date"),
    ],
)
def test_bad_arguments_are_value_errors(options: dict[str, object], said: str) -> None:
    with pytest.raises(rasad.Error) as caught:
        rasad.extract("نص", **options)  # type: ignore[call-overload]
    assert said in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_conll_has_a_line_for_every_word(article: str) -> None:
    doc = rasad.extract(article)
    blocks = doc.to_conll().strip("\n").split("\n\n")
    assert len(blocks) == len(doc.sentences)
    lines = [line.split(" ") for block in blocks for line in block.split("\n")]
    assert all(len(line) == 2 for line in lines)
    assert [word for word, _ in lines] == [t.text for t in doc.tokens if t.text.strip()]
    assert sum(tag.startswith("B-") for _, tag in lines) <= len(doc.entities)
    assert {tag[2:] for _, tag in lines} - {""} <= set(rasad.LABELS)


def test_reprs_say_what_it_is(article: str) -> None:
    doc = rasad.extract(article)
    assert repr(doc).startswith("<Document")
    assert repr(rasad.extract("في 5 سبتمبر 2025").entities[0]) == (
        "Entity(text='5 سبتمبر 2025', start=3, end=16, label='DATE', value='2025-09-05')"
    )
    assert repr(doc.quotes[0]).startswith("Quote(text=")
    assert repr(rasad.Extractor(labels="coarse", values=False)) == "Extractor(labels='coarse', values=False)"


def test_an_extractor_survives_pickle(article: str) -> None:
    extractor = rasad.Extractor(labels=["DATE", "GPE"], quotes=False)
    again = pickle.loads(pickle.dumps(extractor))
    assert again == extractor
    assert hash(again) == hash(extractor)
    assert again.extract(article) == extractor.extract(article)
    assert not again.extract(article).quotes


def test_actors_are_grouped(article: str) -> None:
    doc = rasad.extract(article)
    assert doc.actors
    counts = [len(actor) for actor in doc.actors]
    assert counts == sorted(counts, reverse=True)
    for actor in doc.actors:
        assert actor.mentions
        assert all(mention.actor == actor for mention in actor.mentions)
        assert actor.start == actor.mentions[0].start
