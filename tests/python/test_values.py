"""The cases of the value layer (Rust reads the same file) and typed access, through the public names."""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import rasad

CASES = json.loads((Path(__file__).parents[1] / "cases" / "values.json").read_text(encoding="utf-8"))
MARK = re.compile(r"\[\[([A-Z]+) ([^|\]]*)\|(.*?)\]\]", re.DOTALL)
# Values alone: no names beside them.
EXTRACTOR = rasad.Extractor(lexicon=None, tagger=None, quotes=False)

Found = list[tuple[int, int, str, str]]


def read(case: str) -> tuple[str, Found]:
    """The text of a case, and what is marked in it."""
    text, found, end = "", [], 0
    for mark in MARK.finditer(case):
        text += case[end : mark.start()]
        label, value, surface = mark.groups()
        found.append((len(text), len(text) + len(surface), label, value))
        text, end = text + surface, mark.end()
    return text + case[end:], found


def values(doc: rasad.Document) -> Found:
    """The values of a document as a case marks them."""
    assert all(doc.text[e.start : e.end] == e.text for e in doc.entities)
    return [(e.start, e.end, e.label, e.value or "") for e in doc.entities]


@pytest.mark.parametrize("group", CASES["groups"], ids=lambda group: group["name"].replace(" ", "-"))
def test_values_are_found_as_they_are_marked(group: dict[str, object]) -> None:
    cases = group["cases"]
    assert isinstance(cases, list) and cases
    date = group.get("date")
    wrong = []
    for case in cases:
        text, expected = read(case)
        found = values(EXTRACTOR.extract(text, date=date))  # type: ignore[call-overload]
        if found != expected:
            wrong.append(f"text     {text}\nexpected {expected}\nfound    {found}")
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("date", [None, "2025-09-05"])
def test_what_only_looks_like_a_value_is_not_found(date: str | None) -> None:
    wrong = {text: found for text in CASES["not"] if (found := values(EXTRACTOR.extract(text, date=date)))}
    assert not wrong


def test_a_column_gives_what_single_texts_give() -> None:
    texts = [read(case)[0] for group in CASES["groups"] if "date" not in group for case in group["cases"]]
    table = EXTRACTOR.extract(texts)
    rows: list[Found] = [[] for _ in texts]
    for row, *value in zip(*(table[c] for c in ("row", "start", "end", "label", "value")), strict=True):
        rows[row].append(tuple(value))
    for text, row in zip(texts, rows, strict=True):
        assert row == values(EXTRACTOR.extract(text)), text


def test_values_are_in_order_and_apart() -> None:
    text = "\n".join(read(case)[0] for group in CASES["groups"] for case in group["cases"])
    found = values(EXTRACTOR.extract(text, date="2025-09-05"))
    assert len(found) > 1000
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def only(text: str, date: str | None = None) -> rasad.Entity:
    """The one value of a text."""
    (entity,) = EXTRACTOR.extract(text, date=date).entities
    return entity


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ألف مليار", Decimal(10) ** 12),
        ("كوادريليون نجم", Decimal(10) ** 15),
        ("1,000,000,000,000,000,000 ذرة", Decimal(10) ** 18),
        ("0.1 نقطة", Decimal("0.1")),
        ("٠٫٠٧٪", Decimal("0.07")),
        ("ثلث السكان", Decimal("0.333333")),
        ("المركز الـ15", Decimal(15)),
        ("-3 درجات مئوية", Decimal(-3)),
        ("4.10 دولارات", Decimal("4.1")),
        ("نصف مليون يورو", Decimal(500_000)),
    ],
)
def test_numbers_are_exact_decimals(text: str, number: Decimal) -> None:
    entity = only(text)
    assert entity.as_number() == number
    assert isinstance(entity.as_number(), Decimal)
    assert entity.as_date() is None


@pytest.mark.parametrize(
    ("text", "date", "interval"),
    [
        ("15 رمضان 1446هـ", (2025, 3, 15), ((2025, 3, 15), (2025, 3, 15))),
        ("رمضان 1446هـ", None, ((2025, 3, 1), (2025, 3, 29))),
        ("29 فبراير 2024", (2024, 2, 29), ((2024, 2, 29), (2024, 2, 29))),
        ("فبراير 2024", None, ((2024, 2, 1), (2024, 2, 29))),
        ("منذ عام 2012", None, ((2012, 1, 1), None)),
        ("بين عامي 2010 و2014", None, ((2010, 1, 1), (2014, 12, 31))),
        ("الأسبوع المقبل", None, ((2025, 9, 8), (2025, 9, 14))),
        ("الربع الأول من 2024", None, ((2024, 1, 1), (2024, 3, 31))),
        ("القرن العشرين", None, ((1901, 1, 1), (2000, 12, 31))),
        ("غدا الساعة 8 صباحا", (2025, 9, 6), ((2025, 9, 6), (2025, 9, 6))),
        ("2 أكتوبر", None, None),
        ("عام 753 ق.م", None, None),
        ("الثالثة عصرا", None, None),
    ],
)
def test_dates_are_days_and_intervals(
    text: str,
    date: tuple[int, int, int] | None,
    interval: tuple[tuple[int, int, int], tuple[int, int, int] | None] | None,
) -> None:
    entity = only(text, "2025-09-05")
    assert entity.as_date() == (date and datetime.date(*date))
    assert entity.as_interval() == (interval and tuple(day and datetime.date(*day) for day in interval))
    assert entity.as_number() is None
    # The columns of a table say the same.
    table = EXTRACTOR.extract([text], date="2025-09-05")
    days = tuple(day and datetime.date(*day) for day in interval) if interval else (None, None)
    assert (table["first_day"], table["last_day"]) == ([days[0] and str(days[0])], [days[1] and str(days[1])])


def test_ranges_are_intervals_and_no_numbers() -> None:
    entity = only("من 10 إلى 20 دولارا")
    assert (entity.value, entity.as_number(), entity.as_amount()) == ("USD 10/20", None, None)
    assert entity.as_interval() == (Decimal(10), Decimal(20))


def test_amounts_have_their_unit() -> None:
    assert only("ملياري دولار أمريكي").as_amount() == ("USD", Decimal(2_000_000_000))
    assert only("12.5 كيلومترا").as_amount() == ("km", Decimal("12.5"))
    assert only("خمسة أشخاص").as_amount() is None
    table = EXTRACTOR.extract(["3.5 مليون دينار", "5%", "عام 2012"])
    assert table["number"] == [3_500_000.0, 5.0, None]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("ساعة ونصف", datetime.timedelta(hours=1, minutes=30)),
        ("ثلاثة أيام", datetime.timedelta(days=3)),
        ("أسبوعين", datetime.timedelta(weeks=2)),
        ("نصف ثانية", datetime.timedelta(milliseconds=500)),
        ("ستة أشهر", None),
        ("3-5 أيام", None),
        ("خمسة أشخاص", None),
    ],
)
def test_durations_are_timedeltas(text: str, length: datetime.timedelta | None) -> None:
    assert only(text).as_duration() == length


def test_a_point_has_its_place() -> None:
    entity = only("الموقع 33.3152, 44.3661")
    assert (entity.label, entity.value) == ("COORDINATES", "33.3152,44.3661")
    assert (entity.lat, entity.lon) == (33.3152, 44.3661)


def test_addresses_are_given_as_typed() -> None:
    assert only("انظر https://example.org/أخبار/٢٠٢٥ الآن").value == "https://example.org/أخبار/٢٠٢٥"
    assert only("#طوفان_الأقصى").value == "طوفان الأقصى"
    assert only("راسلوا Press.Office@Example.ORG").value == "Press.Office@Example.ORG"


def test_hamza_tells_currencies_apart() -> None:
    assert [only(text).value for text in ("20 د.إ", "20 د.أ", "20 د.ا")] == ["AED 20", "JOD 20", "XXX 20"]
