"""Documents and tables as HTML that reads right to left.

Every text is escaped, nothing is fetched, there is no script. Colours are translucent, so that they do on light and
dark pages alike; labels are written out, so that nothing depends on colour.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ._core import Document, Entity, Quote, Table

# Hues on the colour circle; one for each kind of thing, values all in one.
_HUES = {
    "PER": 210,
    "ORG": 265,
    "GPE": 140,
    "LOC": 100,
    "FAC": 170,
    "NORP": 330,
    "EVENT": 20,
    "MISC": 300,
    "DATE": 45,
    "TIME": 45,
    "DURATION": 45,
    "NUMBER": 190,
    "ORDINAL": 190,
    "PERCENT": 190,
    "MONEY": 75,
    "QUANTITY": 190,
}

_ARABIC = {
    "PER": "شخص",
    "ORG": "هيئة",
    "GPE": "بلد أو مدينة",
    "LOC": "مكان",
    "FAC": "منشأة",
    "NORP": "جماعة",
    "EVENT": "حدث",
    "MISC": "اسم آخر",
    "DATE": "تاريخ",
    "TIME": "وقت",
    "DURATION": "مدة",
    "NUMBER": "عدد",
    "ORDINAL": "ترتيب",
    "PERCENT": "نسبة",
    "MONEY": "مبلغ",
    "QUANTITY": "كمية",
    "URL": "رابط",
    "EMAIL": "بريد",
    "PHONE": "هاتف",
    "HANDLE": "حساب",
    "HASHTAG": "وسم",
    "COORDINATES": "إحداثيات",
}

_STYLE = """
.rasad{direction:rtl;text-align:start;line-height:2.1;font-size:1.05em;max-inline-size:60em;unicode-bidi:isolate;
white-space:pre-wrap;overflow-wrap:anywhere;
font-family:"Noto Naskh Arabic","Amiri","Geeza Pro","Noto Sans Arabic","Segoe UI",Tahoma,sans-serif}
.rasad mark{background:hsl(var(--h) 75% 50%/.2);color:inherit;border-radius:.25em;padding-inline:.2em;
padding-block:.1em;border-block-end:.14em solid hsl(var(--h) 65% 50%/.85);box-decoration-break:clone;
-webkit-box-decoration-break:clone}
.rasad small{font:600 .6em/1 system-ui,sans-serif;opacity:.75;margin-inline-start:.5em;letter-spacing:.03em;
white-space:nowrap;unicode-bidi:isolate}
.rasad q{quotes:none;background:hsl(0 0% 50%/.12);border-radius:.25em;padding-block:.25em;
box-decoration-break:clone;-webkit-box-decoration-break:clone}
.rasad .meta{opacity:.6}
.rasad ul{white-space:normal;list-style:none;margin-block:1em 0;margin-inline:0;padding:0;display:flex;flex-wrap:wrap;
gap:.4em 1em;font-size:.85em;border-block-start:1px solid hsl(0 0% 50%/.35);padding-block-start:.6em}
.rasad-wide{overflow-x:auto;direction:rtl;max-inline-size:100%}
.rasad-table{border-collapse:collapse;text-align:start;font-size:.95em;unicode-bidi:isolate;color:inherit;
font-family:system-ui,"Noto Naskh Arabic","Geeza Pro","Noto Sans Arabic","Segoe UI",Tahoma,sans-serif}
.rasad-table caption{text-align:start;opacity:.7;caption-side:bottom;padding-block:.4em}
.rasad-table th,.rasad-table td{text-align:start;padding-block:.25em;padding-inline:.6em;vertical-align:top;
border-block-end:1px solid hsl(0 0% 50%/.25);background:transparent}
.rasad-table th{white-space:nowrap;opacity:.75}
.rasad-table td.n{font-variant-numeric:tabular-nums;white-space:nowrap}
.rasad-table td.w{min-inline-size:22em}
"""

_PAGE_STYLE = """
:root{color-scheme:light dark}
body{margin-block:2em;margin-inline:auto;padding-inline:1em;max-inline-size:62em;background:Canvas;color:CanvasText}
h1,h2{font-size:1.2em;font-family:system-ui,sans-serif}
"""

# Rows of a table that a notebook shows.
_ROWS = 20
# Characters of a text that a notebook shows; the rest is said to be left out.
_LONGEST = 100_000


def document(doc: Document) -> str:
    """The text of a document with entities and quotations marked."""
    return f"<style>{_STYLE}</style>{_article(doc)}"


def document_page(doc: Document, title: str = "rasad") -> str:
    """The same as a whole page, with quotations and actors below."""
    return page(document_body(doc), title)


def document_body(doc: Document) -> str:
    """The text, its quotations and its actors, for a page that has the style."""
    parts = [_article(doc, whole=True)]
    if doc.quotes:
        parts.append("<h2>أقوال</h2>")
        parts.append(_quotes(doc.quotes))
    if doc.actors:
        parts.append("<h2>من وأين</h2>")
        actors = [(a.name, a.label, len(a), a.id or "", a.english or "") for a in doc.actors]
        parts.append(_rows(("الاسم", "النوع", "مرات الذكر", "المعرّف", "بالإنجليزية"), actors))
    return "\n".join(parts)


def page(body: str, title: str = "rasad") -> str:
    """A whole page around pieces that this module made."""
    return (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{_PAGE_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def table(rows: Table) -> str:
    """The first rows of a table."""
    columns = {name: rows[name][:_ROWS] for name in rows.columns}
    # A column without a single value takes room and says nothing.
    columns = {name: values for name, values in columns.items() if any(v not in (None, "") for v in values)}
    shown = list(zip(*columns.values(), strict=True))
    note = f"{len(rows)} rows"
    if len(rows) > len(shown):
        note += f", the first {len(shown)} of them shown"
    if hidden := [name for name in rows.columns if name not in columns]:
        note += f"; nothing in {', '.join(hidden)}"
    return f"<style>{_STYLE}</style>{_rows(list(columns), shown, note)}"


def _rows(names: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> str:
    caption = f'<caption dir="ltr">{escape(note)}</caption>' if note else ""
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return (
        f'<div class="rasad-wide"><table class="rasad-table" dir="rtl" lang="ar">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<td></td>"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        text = _visible(str(value))
        wide = ' class="w"' if len(text) > 60 else ""
        return f"<td{wide}><bdi>{escape(text)}</bdi></td>"
    shown = f"{value:.6g}" if isinstance(value, float) else str(value)
    # Numbers are written from left to right; otherwise a minus would stand on the wrong side.
    return f'<td class="n"><bdi dir="ltr">{shown}</bdi></td>'


def _quotes(quotes: Iterable[Quote]) -> str:
    rows = [(q.speaker or "", q.role or "", q.text, q.cue or "", q.outlet or "") for q in quotes]
    return _rows(("القائل", "صفته", "القول", "الفعل", "الوسيلة"), rows)


class _Tag(NamedTuple):
    """A place in the text where something opens or closes."""

    position: int
    # Closing before opening; what closes last opens first, so that tags nest.
    order: tuple[int, int, int]
    html: str


def _article(doc: Document, *, whole: bool = False) -> str:
    text = doc.text
    end = len(text) if whole else min(len(text), _LONGEST)
    tags: list[_Tag] = []
    if doc.header:
        start = text.find(doc.header)
        _add(tags, start, start + len(doc.header), '<span class="meta">', "</span>")
    entities = [e for e in doc.entities if e.end <= end]
    for start, stop, quote in _pieces(doc.quotes, entities, end):
        _add(tags, start, stop, f'<q title="{escape(_said(quote))}">', "</q>")
    for entity in entities:
        _add(tags, entity.start, entity.end, _open(entity), _close(entity))
    tags.sort(key=lambda tag: (tag.position, tag.order))
    out, at = [], 0
    for tag in tags:
        out.append(_text(text[at : tag.position]))
        out.append(tag.html)
        at = tag.position
    out.append(_text(text[at:end]))
    if end < len(text):
        out.append(f'<span class="meta" dir="ltr"> … {len(text) - end} more characters</span>')
    labels = dict.fromkeys(entity.label for entity in entities)
    legend = "".join(
        f'<li><mark style="--h:{_hue(label)}">{escape(_ARABIC.get(label, label))}</mark>'
        f"<small>{escape(label)}</small></li>"
        for label in labels
    )
    return f'<div class="rasad" dir="rtl" lang="ar">{"".join(out)}{f"<ul>{legend}</ul>" if legend else ""}</div>'


def _pieces(quotes: Sequence[Quote], entities: Sequence[Entity], end: int) -> Iterable[tuple[int, int, Quote]]:
    """Quotations that can be marked: an inner one only as part of the outer one, and none that cuts a name."""
    last = 0
    for quote in quotes:
        cuts = any(e.start < p < e.end for e in entities for p in (quote.start, quote.end))
        if quote.start >= last and quote.end <= end and not cuts and quote.end > quote.start:
            last = quote.end
            yield quote.start, quote.end, quote


def _add(tags: list[_Tag], start: int, end: int, opening: str, closing: str) -> None:
    # At one position: first what closes, the later opened first; then what opens, the longer first. Of two of the same
    # extent the one that was added first is the outer.
    number = len(tags)
    tags.append(_Tag(end, (0, -start, -number), closing))
    tags.append(_Tag(start, (1, -end, number), opening))


def _open(entity: Entity) -> str:
    return f'<bdi dir="rtl"><mark style="--h:{_hue(entity.label)}" title="{escape(_known(entity))}">'


def _close(entity: Entity) -> str:
    return f"<small>{escape(entity.label)}</small></mark></bdi>"


def _known(entity: Entity) -> str:
    """What is known of an entity, for its tooltip."""
    parts = [f"{entity.label} {_ARABIC.get(entity.label, '')}".strip()]
    if entity.name != entity.text:
        parts.append(entity.name)
    if entity.canonical and entity.canonical != entity.name:
        parts.append(entity.canonical)
    parts += [part for part in (entity.english, entity.role, entity.value, entity.id) if part]
    if entity.lat is not None and entity.lon is not None:
        parts.append(f"{entity.lat:.4f}, {entity.lon:.4f}")
    return " · ".join(map(_visible, parts))


def _said(quote: Quote) -> str:
    parts = [quote.speaker or "؟", quote.role, quote.cue, quote.outlet]
    return " · ".join(_visible(part) for part in parts if part)


def _hue(label: str) -> int:
    # Users' own labels get a hue of their own, the same in every run.
    return _HUES.get(label, sum(map(ord, label)) * 47 % 360)


def _text(text: str) -> str:
    return escape(_visible(text))


def _visible(text: str) -> str:
    """The text without what HTML cannot hold: a lone surrogate cannot be encoded, a control character not be shown."""
    if text.isprintable():
        return text
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" or (c < " " and c not in "\t\n\r") else c for c in text
    )
