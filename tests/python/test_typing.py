"""Run by pytest and read by mypy: what the types promise is what comes back."""

import datetime
import sys
from collections.abc import Iterator
from decimal import Decimal

if sys.version_info >= (3, 11):
    from typing import assert_type
else:
    from typing_extensions import assert_type

import rasad

TEXT = "قال الوزير في 5 سبتمبر 2025 إن الخسائر بلغت 23 ألفا"


def test_a_text_gives_a_document() -> None:
    doc = assert_type(rasad.extract(TEXT), rasad.Document)
    assert isinstance(doc, rasad.Document)
    assert_type(doc.text, str)
    assert_type(doc.date, str | None)
    assert_type(doc.to_json(), str)
    assert_type(doc.to_conll(), str)


def test_a_list_gives_a_table() -> None:
    table = assert_type(rasad.extract([TEXT, None]), rasad.EntityTable)
    assert isinstance(table, rasad.EntityTable)
    assert_type(table.columns, list[str])
    assert_type(table.quotes(), rasad.Table)
    assert_type(table.with_offsets("byte"), rasad.EntityTable)
    assert_type(len(table), int)


def test_entities_are_typed() -> None:
    for entity in rasad.extract(TEXT).entities:
        assert_type(entity, rasad.Entity)
        assert_type(entity.start, int)
        assert_type(entity.role, str | None)
        assert_type(entity.lat, float | None)
        assert_type(entity.as_number(), Decimal | None)
        assert_type(entity.as_date(), datetime.date | None)
        assert_type(entity.actor, rasad.Actor | None)


def test_an_extractor_streams() -> None:
    extractor = rasad.Extractor(labels=["DATE"], quotes=False)
    assert_type(extractor, rasad.Extractor)
    found: Iterator[rasad.Document | None] = extractor.documents(iter([TEXT]))
    assert next(found) == extractor.extract(TEXT)


def test_constants_are_typed() -> None:
    assert_type(rasad.LABELS, tuple[str, ...])
    assert_type(rasad.__version__, str)
