"""Many texts: what may come in, what comes out, errors with their row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import rasad

TEXT = "وصل الوفد في ٥ سبتمبر ٢٠٢٥"
NORMAL = "وصل الوفد في 5 سبتمبر 2025"
LONG = TEXT * 3  # longer than what a string view keeps inside

COLUMNS: dict[str, Any] = {
    "list": [TEXT, None, "", LONG],
    "tuple": (TEXT, None, "", LONG),
    "pandas str": pd.Series([TEXT, None, "", LONG], index=list("dcba"), name="news"),
    "pandas object": pd.Series([TEXT, None, "", LONG], index=list("dcba"), name="news", dtype=object),
    "pandas NaN": pd.Series([TEXT, float("nan"), "", LONG], name="news", dtype=object),
    "pandas string": pd.Series([TEXT, None, "", LONG], name="news", dtype="string"),
    "pandas string python": pd.Series([TEXT, None, "", LONG], name="news", dtype=pd.StringDtype("python")),
    "pandas arrow": pd.Series([TEXT, None, "", LONG], index=[3, 1, 2, 0], dtype=pd.ArrowDtype(pa.string())),
    "pandas arrow large": pd.Series([TEXT, None, "", LONG], dtype=pd.ArrowDtype(pa.large_string())),
    "polars": pl.Series("news", [TEXT, None, "", LONG]),
    "polars chunks": pl.concat([pl.Series("news", [TEXT, None]), pl.Series("news", ["", LONG])], rechunk=False),
    "arrow": pa.array([TEXT, None, "", LONG]),
    "arrow large": pa.array([TEXT, None, "", LONG], pa.large_string()),
    "arrow view": pa.array([TEXT, None, "", LONG], pa.string_view()),
    "arrow sliced": pa.array(["x", TEXT, None, "", LONG, "y"]).slice(1, 4),
    "arrow view sliced": pa.array(["x", TEXT, None, "", LONG, "y"], pa.string_view()).slice(1, 4),
    "arrow chunks": pa.chunked_array([[TEXT], [], [None, "", LONG]]),
    "arrow chunks view": pa.chunked_array(
        [pa.array([TEXT, None], pa.string_view()), pa.array(["", LONG], pa.string_view())]
    ),
    "numpy object": np.array([TEXT, None, "", LONG], dtype=object),
}

EMPTY: dict[str, Any] = {
    "list": [],
    "tuple": (),
    "pandas str": pd.Series([], dtype="str"),
    "pandas object": pd.Series([], dtype=object),
    "pandas arrow": pd.Series([], dtype=pd.ArrowDtype(pa.string())),
    "polars": pl.Series("news", [], dtype=pl.String),
    "arrow": pa.array([], pa.string()),
    "arrow view": pa.array([], pa.string_view()),
    "arrow chunks": pa.chunked_array([], pa.string()),
    "numpy object": np.array([], dtype=object),
}


def as_list(column: Any) -> list[str | None]:
    values = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [value if isinstance(value, str) else None for value in values]


@pytest.mark.parametrize("kind", COLUMNS)
def test_extract_reads_every_kind_of_column(kind: str) -> None:
    table = rasad.extract(COLUMNS[kind])
    assert table.texts == 4
    assert table["row"] == [0, 3, 3, 3]
    assert set(table["value"]) == {"2025-09-05"}


@pytest.mark.parametrize("kind", COLUMNS)
def test_normalize_gives_the_same_kind_back(kind: str) -> None:
    column = COLUMNS[kind]
    out = rasad.normalize(column, digits="ascii")
    assert type(out) is type(column)
    assert as_list(out) == [NORMAL, None, "", LONG.replace(TEXT, NORMAL)]
    for attribute in ("dtype", "type", "name"):
        if hasattr(column, attribute) and not isinstance(column, np.ndarray):
            assert getattr(out, attribute) == getattr(column, attribute)
    if isinstance(column, pd.Series):
        assert column.index.equals(out.index)
    if isinstance(column, pa.ChunkedArray):
        assert out.num_chunks == column.num_chunks
    if isinstance(column, pa.Array):
        out.validate(full=True)
    assert rasad.Normalizer(digits="ascii").map(column) is not column


@pytest.mark.parametrize("kind", EMPTY)
def test_empty_columns_are_fine(kind: str) -> None:
    column = EMPTY[kind]
    table = rasad.extract(column)
    assert len(table) == len(table.quotes()) == len(table.actors()) == 0
    assert table.to_pandas().shape == (0, len(table.columns))
    assert table.to_polars().width == len(table.columns) == 21
    out = rasad.normalize(column)
    assert type(out) is type(column)
    assert len(out) == 0
    if hasattr(column, "dtype"):
        assert out.dtype == column.dtype


def test_nulls_only() -> None:
    for column in (
        [None, None],
        pa.nulls(2),
        pa.array([None, None], pa.string()),
        pl.Series("x", [None, None], pl.String),
    ):
        assert len(rasad.extract(column)) == 0
        assert as_list(rasad.normalize(column)) == [None, None]


def test_categories_become_their_texts() -> None:
    column = pd.Series([TEXT, None, TEXT], dtype="category")
    out = rasad.normalize(column, digits="ascii")
    assert as_list(out) == [NORMAL, None, NORMAL]


def test_an_unchanged_string_is_the_same_object() -> None:
    text = "".join(["نص ", "عادي"])
    assert rasad.normalize(text) is text
    assert rasad.normalize([text])[0] is text


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (3, "not int"),
        (None, "not NoneType"),
        (b"abc", "these are bytes"),
        ({"a"}, "not set"),
        (iter(["a"]), "for other iterables use Extractor.documents"),
        (pa.array([1, 2]), "a column of strings is needed, not of Int64"),
        (pa.array([b"a"]), "the column holds bytes"),
        (pa.array(["a", "a"]).dictionary_encode(), "dictionary-encoded"),
        (pa.table({"text": ["a"]}), "this is a table: pass one of its columns"),
        (pl.DataFrame({"text": ["a"]}), "this is a table"),
        (pl.Series([1]), "a column of strings is needed"),
    ],
)
def test_other_things_are_refused(column: Any, said: str) -> None:
    for call in (rasad.extract, rasad.normalize):
        with pytest.raises(rasad.ArgumentError) as caught:
            call(column)
        assert said in str(caught.value)


@pytest.mark.parametrize(
    "column",
    [["a", None, 3], ("a", None, 3), pd.Series(["a", None, 3], dtype=object), np.array(["a", None, 3], object)],
)
def test_a_bad_row_is_named(column: Any) -> None:
    for call in (rasad.extract, rasad.normalize):
        with pytest.raises(rasad.ArgumentTypeError, match=r"^row 2: a string or None is needed, not int") as caught:
            call(column)
        assert caught.value.row == 2


def test_a_bad_row_of_a_stream_comes_after_the_good_ones() -> None:
    stream = rasad.Extractor().documents(["في 5 سبتمبر 2025", None, 3, "a"])  # type: ignore[list-item]
    first = next(stream)
    assert first is not None
    assert first.entities[0].value == "2025-09-05"
    assert next(stream) is None
    with pytest.raises(rasad.ArgumentTypeError, match="row 2") as caught:
        next(stream)
    assert caught.value.row == 2


def test_an_error_of_the_iterable_passes_through() -> None:
    def texts() -> Any:
        yield "نص"
        raise OSError("the disk is gone")

    stream = rasad.Extractor().documents(texts())
    assert next(stream) is not None
    with pytest.raises(OSError, match="the disk is gone"):
        next(stream)
    with pytest.raises(rasad.ArgumentTypeError, match="for one text use extract"):
        rasad.Extractor().documents("نص")


def test_invalid_utf8_in_arrow_is_refused() -> None:
    offsets = pa.array([0, 2], pa.int32()).buffers()[1]
    broken = pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(b"\xff\xfe")])
    for call in (rasad.extract, rasad.normalize):
        with pytest.raises(rasad.DataError, match="not valid"):
            call(broken)


def test_each_text_may_have_its_date() -> None:
    texts = ["وصل أمس", "وصل أمس", "وصل أمس", None]
    dates = pd.to_datetime(pd.Series(["2025-01-01", "2024-03-01", None, None]))
    for column in (dates, dates.dt.date.tolist(), ["2025-01-01", "2024-03-01", None, None], pa.array(dates.dt.date)):
        table = rasad.extract(texts, date=column)
        values = dict(zip(table["row"], table["value"], strict=True))
        assert values[0] == "2024-12-31"
        assert values[1] == "2024-02-29"
    with pytest.raises(rasad.ArgumentError, match="there are 1 dates for 4 texts"):
        rasad.extract(texts, date=["2025-01-01"])
    with pytest.raises(rasad.ArgumentError, match="row 1: a date must be"):
        rasad.extract(texts, date=["2025-01-01", "x", None, None])


class Capsules:
    """A class of no known library that keeps to the protocol."""

    def __init__(self, column: Any) -> None:
        self.column = column

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any:
        return self.column.__arrow_c_array__(requested_schema)


def test_anything_with_the_capsules_is_read() -> None:
    column = Capsules(pa.array([TEXT, None]))
    assert rasad.extract(column)["value"] == ["2025-09-05"]
    out = rasad.normalize(column, digits="ascii")
    assert isinstance(out, rasad.Column)
    assert len(out) == 2
    assert pa.array(out).to_pylist() == [NORMAL, None]
    assert pa.chunked_array(out).to_pylist() == [NORMAL, None]


def test_a_released_capsule_is_an_error() -> None:
    capsules = pa.array([TEXT]).__arrow_c_array__()

    class Once:
        def __arrow_c_array__(self, requested_schema: Any = None) -> Any:
            return capsules

    assert len(rasad.extract(Once())) == 1
    with pytest.raises(rasad.Error):
        rasad.extract(Once())


def test_tables_share_their_memory_and_units(texts: list[str]) -> None:
    texts = ["😀 " + text for text in texts]
    table = rasad.extract(texts)
    assert len(table) == len(table.to_arrow()) == len(table.to_pandas()) == len(table.to_polars()) > 20
    assert table.to_pylist()[0] == {name: table[name][0] for name in table.columns}
    encodings = {"char": ("utf-32-le", 4), "byte": ("utf-8", 1), "utf16": ("utf-16-le", 2)}
    for offsets, (encoding, size) in encodings.items():
        for found in (table, table.quotes()):
            frame = found.to_pandas(offsets=offsets)
            assert found.with_offsets(offsets).offsets == offsets
            for row, start, end, text in frame[["row", "start", "end", "text"]].itertuples(index=False):
                assert texts[row].encode(encoding)[start * size : end * size].decode(encoding) == text
    with pytest.raises(rasad.ArgumentError, match="offsets must be"):
        table.with_offsets("words")  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        table["nothing"]


def test_pandas_types_are_useful(texts: list[str]) -> None:
    frame = rasad.extract(texts).to_pandas()
    assert frame["start"].dtype == "int64"
    assert frame["actor"].dtype == "Int32"
    assert frame["lat"].dtype == "float64"
    assert frame["label"].dtype == "str"


def test_pandas_works_without_arrow(monkeypatch: pytest.MonkeyPatch, texts: list[str]) -> None:
    import sys

    table = rasad.extract(texts)
    expected = table.to_pandas()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    frame = table.to_pandas()
    assert list(frame.columns) == list(expected.columns)
    assert frame["actor"].dtype == "Int32"
    assert frame["text"].tolist() == expected["text"].tolist()


def test_actors_and_quotes_point_into_the_entities(texts: list[str]) -> None:
    table = rasad.extract(texts)
    frame, actors = table.to_pandas(), table.actors().to_pandas()
    counted = frame.dropna(subset="actor").groupby(["row", "actor"]).size()
    expected = actors.set_index(["row", "actor"])["mentions"]
    assert counted.to_dict() == expected.to_dict()
    assert set(table.quotes()["kind"]) <= {"direct", "indirect"}
