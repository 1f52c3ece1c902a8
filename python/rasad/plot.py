"""Pictures with matplotlib: who is named most, when, where. Arabic labels are joined and ordered for it.

rasad.plot.actors(rasad.extract(frame["text"]))
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ._optional import need

if TYPE_CHECKING:
    import rasad

_matplotlib = need("matplotlib.pyplot", "rasad.plot", "plot")

__all__ = ["actors", "places", "shape", "timeline"]


def shape(text: str) -> str:
    """Arabic text as matplotlib needs it: letters joined, from left to right as they are drawn.

    matplotlib 3.11 and later join and order letters themselves; for them the text stays as it is.
    """
    if _shapes_itself():
        return text
    reshaper = need("arabic_reshaper", "Arabic in rasad.plot", "plot")
    bidi = need("bidi.algorithm", "Arabic in rasad.plot", "plot")
    shaped: str = bidi.get_display(reshaper.reshape(text))
    return shaped


def _shapes_itself() -> bool:
    """Whether this matplotlib lays out text with Raqm, which knows Arabic."""
    ft2font = need("matplotlib.ft2font", "rasad.plot", "plot")
    return bool(getattr(ft2font, "__libraqm_version__", ""))


def actors(table: rasad.EntityTable, *, top: int = 15, labels: Any = ("PER", "ORG"), ax: Any = None) -> Any:
    """Bars of the people and bodies named most; returns the axes."""
    wanted, found = set(labels), table.actors()
    counts: Counter[str] = Counter()
    for name, label, mentions in zip(found["name"], found["label"], found["mentions"], strict=True):
        if label in wanted:
            counts[name] += mentions
    ax = ax or _axes()
    most = counts.most_common(top)[::-1]
    ax.barh([shape(name) for name, _ in most], [count for _, count in most], color="#4a7db8")
    ax.set_xlabel("mentions")
    return ax


def places(table: rasad.EntityTable, *, ax: Any = None) -> Any:
    """Points where the places with coordinates lie, larger the more they are named; returns the axes."""
    points: Counter[tuple[float, float, str]] = Counter()
    for name, lat, lon in zip(table["name"], table["lat"], table["lon"], strict=True):
        if lat is not None:
            points[lon, lat, name] += 1
    ax = ax or _axes()
    if points:
        lons, lats, names = zip(*points, strict=True)
        ax.scatter(lons, lats, s=[20 * count for count in points.values()], alpha=0.6, color="#c0504d")
        for lon, lat, name in zip(lons, lats, names, strict=True):
            ax.annotate(shape(name), (lon, lat), textcoords="offset points", xytext=(4, 4), fontsize=8)
    ax.set_xlabel("longitude")
    ax.set_ylabel("latitude")
    return ax


def timeline(table: rasad.EntityTable, *, ax: Any = None) -> Any:
    """Bars of the days that the texts speak of; returns the axes."""
    from ._values import date

    days: Counter[Any] = Counter()
    for label, value in zip(table["label"], table["value"], strict=True):
        day = date(label, value) if value else None
        if day is not None:
            days[day] += 1
    ax = ax or _axes()
    ordered = sorted(days)
    ax.bar(ordered, [days[day] for day in ordered], color="#6a9e58")
    ax.set_ylabel("mentions")
    return ax


def _axes() -> Any:
    return _matplotlib.subplots(layout="constrained")[1]
