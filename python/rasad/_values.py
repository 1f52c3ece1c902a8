"""Value strings as numbers and days. The formats are listed in DESIGN.md, "Values"."""

from __future__ import annotations

import calendar
import datetime
import re
from decimal import Decimal, InvalidOperation

_NUMERIC = frozenset({"NUMBER", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
_UNITED = frozenset({"MONEY", "QUANTITY"})

_DURATION = (
    r"P(?:(?P<W>[\d.]+)W)?(?:(?P<D>[\d.]+)D)?"
    r"(?:T(?:(?P<H>[\d.]+)H)?(?:(?P<M>[\d.]+)M)?(?:(?P<S>[\d.]+)S)?)?"
)
_SECONDS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}

Days = tuple["datetime.date | None", "datetime.date | None"]


def number(label: str, value: str) -> Decimal | None:
    """The number of a value, or None where it is none or a range."""
    if label not in _NUMERIC:
        return None
    return _decimal(_amount(label, value))


def date(label: str, value: str) -> datetime.date | None:
    """The one day that a value names."""
    if label == "TIME":
        value = value.partition("T")[0]
    elif label != "DATE":
        return None
    days = _days(value)
    if days is None or days[0] != days[1]:
        return None
    return days[0]


def interval(label: str, value: str) -> Days | tuple[Decimal, Decimal] | None:
    """The first and last day of a value, or the ends of a range of numbers."""
    if label == "TIME":
        day = date(label, value)
        return (day, day) if day else None
    if label == "DATE":
        first, slash, last = value.partition("/")
        if not slash:
            return _days(value)
        start, end = _days(first), _days(last)
        if (start is None and first not in ("", "..")) or (end is None and last not in ("", "..")):
            return None
        return (start[0] if start else None, end[1] if end else None)
    if label in _NUMERIC:
        first, slash, last = _amount(label, value).partition("/")
        low, high = _decimal(first), _decimal(last)
        if slash and low is not None and high is not None:
            return (low, high)
    return None


def amount(label: str, value: str) -> tuple[str, Decimal] | None:
    """The currency or unit of a value and its number."""
    if label not in _UNITED:
        return None
    unit, _, digits = value.rpartition(" ")
    found = _decimal(digits)
    return None if found is None else (unit, found)


def duration(label: str, value: str) -> datetime.timedelta | None:
    """The length of a DURATION, or None where it has months or years, which have no fixed length."""
    if label != "DURATION":
        return None
    found = re.fullmatch(_DURATION, value)
    if found is None or not any(found.groupdict().values()):
        return None
    parts = {unit: Decimal(text) for unit, text in found.groupdict().items() if text}
    seconds = sum((parts[unit] * factor for unit, factor in _SECONDS.items() if unit in parts), Decimal(0))
    try:
        return datetime.timedelta(microseconds=int(seconds * 1_000_000))
    except OverflowError:
        return None


def _amount(label: str, value: str) -> str:
    # "USD 10/20", "km 12.5", but also "mi² 3": the amount is what follows the last space.
    return value.rpartition(" ")[2] if label in _UNITED else value


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _days(text: str) -> Days | None:
    """The first and last day of one ISO date: a day, a week, a month, a year."""
    text = text.partition("T")[0]
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            day = datetime.date.fromisoformat(text)
            return day, day
        if week := re.fullmatch(r"(\d{4})-W(\d\d)", text):
            year, number_ = int(week[1]), int(week[2])
            return datetime.date.fromisocalendar(year, number_, 1), datetime.date.fromisocalendar(year, number_, 7)
        if month := re.fullmatch(r"(\d{4})-(\d\d)", text):
            year, number_ = int(month[1]), int(month[2])
            last = calendar.monthrange(year, number_)[1]
            return datetime.date(year, number_, 1), datetime.date(year, number_, last)
        if re.fullmatch(r"\d{4}", text):
            return datetime.date(int(text), 1, 1), datetime.date(int(text), 12, 31)
    except ValueError:  # a thirteenth month, the year 0
        return None
    return None
