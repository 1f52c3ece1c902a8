"""HTML: right to left, escaped, well-formed, without script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
import rasad
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rasad import display

VOID = {"meta"}


class Reader(HTMLParser):
    """Reads HTML, checks that tags nest, keeps the text of the document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "small", "ul", "title"} & set(self.open):
            self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert not {"script", "img", "link", "iframe"} & reader.tags
    return reader


def test_an_article_reads_right_to_left(article: str) -> None:
    doc = rasad.extract(article)
    html = doc._repr_html_()
    assert 'dir="rtl" lang="ar"' in html
    assert read(html).text == article
    assert html.count("<mark") >= len(doc.entities)
    assert "<q " in html
    # Logical properties only, so that one template serves both directions; nothing is fetched.
    assert not re.search(r"(margin|padding|border|text-align)\s*:?-?(left|right)", html)
    assert "http" not in html.replace("https://", "", 0) or "http" in article


def test_a_page_is_complete(article: str) -> None:
    page = rasad.extract(article).to_html(page=True)
    assert page.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    assert {"html", "head", "body", "style", "table"} <= read(page).tags
    assert "color-scheme:light dark" in page


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</div>",
            "&",
            '"',
            "'",
            "<script>alert(1)</script>",
            "باماكو",
            "في 5 سبتمبر 2025",
            " ",
            "قال: ",
            "«",
            "»",
            "\ud800",
            "\x00",
            "#<i>",
            "\u202e",
        ]
    ),
    max_size=15,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
@example("قال: باماكو")  # a quotation that is a name
def test_every_text_is_escaped(text: str) -> None:
    doc = rasad.extract(text)
    reader = read(doc.to_html())
    assert reader.text == display._visible(text)
    reader = read(doc.to_html(page=True))
    assert "script" not in reader.tags
    reader.text.encode("utf-8")


def test_tables_are_escaped_and_short(texts: list[str]) -> None:
    table = rasad.extract([*texts * 30, "https://a.example/?<b>&x"])
    html = table._repr_html_()
    reader = read(html)
    assert 'dir="rtl"' in html
    assert html.count("<tr>") == 21
    assert "the first 20 of them shown" in html
    assert {"table", "thead", "td"} <= reader.tags
    for other in (table.quotes(), table.actors(), rasad.extract([])):
        read(other._repr_html_())


def test_a_very_long_text_is_cut_in_notebooks() -> None:
    doc = rasad.extract("نص عادي. " * 20_000)
    assert len(doc._repr_html_()) < 150_000
    assert "more characters" in doc._repr_html_()
    assert "more characters" not in doc.to_html(page=True)


@pytest.mark.parametrize("label", ["WEAPON", "<b>"])
def test_own_labels_have_a_colour(label: str) -> None:
    assert 0 <= display._hue(label) < 360
