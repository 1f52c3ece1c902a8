"""pandas, polars, Dask, Spark, spaCy, matplotlib: the same results inside their own ways of working."""

from __future__ import annotations

import importlib.util
import os
import pickle
import shutil
from typing import Any

import pandas as pd
import polars as pl
import pytest
import rasad

TEXTS = ["وصل الوفد إلى القاهرة في ٥ سبتمبر ٢٠٢٥", None, "", 'قال الوزير في بيروت: "لن نتراجع عن 3 شروط".']


@pytest.fixture
def series() -> pd.Series[Any]:
    return pd.Series(TEXTS, index=["a", "b", "c", "d"], name="news")


def test_pandas(series: pd.Series[Any]) -> None:
    import rasad.pandas

    normal = series.rasad.normalize("search")  # type: ignore[attr-defined]
    assert normal.equals(rasad.normalize(series, "search"))
    found = series.rasad.entities(labels=["DATE", "NUMBER"])  # type: ignore[attr-defined]
    assert found[["row", "label", "value"]].to_dict("split")["data"] == [[0, "DATE", "2025-09-05"], [3, "NUMBER", "3"]]
    assert list(found.index) == ["a", "d"]
    quotes = series.rasad.quotes()  # type: ignore[attr-defined]
    assert list(quotes.index) == ["d"]
    assert quotes["text"].tolist() == ["لن نتراجع عن 3 شروط"]
    actors = series.rasad.actors()  # type: ignore[attr-defined]
    assert set(actors.index) <= {"a", "d"}
    documents = series.rasad.documents()  # type: ignore[attr-defined]
    assert documents["b"] is None
    assert documents["a"] == rasad.extract(TEXTS[0] or "")
    own = series.rasad.entities(extractor=rasad.Extractor(labels=["DATE"]))  # type: ignore[attr-defined]
    assert own["label"].tolist() == ["DATE"]


def test_polars_series() -> None:
    import rasad.polars

    series = pl.Series("news", TEXTS)
    assert series.rasad.normalize("search").equals(rasad.normalize(series, "search"))  # type: ignore[attr-defined]
    assert series.rasad.entities(labels=["DATE"])["value"].to_list() == ["2025-09-05"]  # type: ignore[attr-defined]
    assert series.rasad.quotes()["row"].to_list() == [3]  # type: ignore[attr-defined]
    assert series.rasad.actors().columns[:2] == ["row", "actor"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("lazy", [False, True])
def test_polars_expressions(lazy: bool) -> None:
    import rasad.polars

    frame: Any = pl.DataFrame({"news": TEXTS, "group": [1, 2, 1, 2]})
    frame = frame.lazy() if lazy else frame
    out = frame.select(
        pl.col("news").rasad.normalize(digits="ascii").alias("normal"),  # type: ignore[attr-defined]
        pl.col("news").rasad.entities(labels=["DATE", "NUMBER"]).alias("found"),  # type: ignore[attr-defined]
    )
    assert out.collect_schema()["normal"] == pl.String
    out = out.collect() if lazy else out
    assert out["normal"].to_list() == rasad.normalize(TEXTS, digits="ascii")
    assert [None if f is None else [e["value"] for e in f] for f in out["found"].to_list()] == [
        ["2025-09-05"],
        None,
        [],
        ["3"],
    ]
    rows = out.explode("found").unnest("found")
    assert [value for value in rows["value"].to_list() if value] == ["2025-09-05", "3"]
    empty = frame.filter(pl.col("group") > 5).select(pl.col("news").rasad.entities())  # type: ignore[attr-defined]
    assert (empty.collect() if lazy else empty).height == 0
    grouped = frame.group_by("group", maintain_order=True).agg(pl.col("news").rasad.normalize(digits="ascii"))  # type: ignore[attr-defined]
    grouped = grouped.collect() if lazy else grouped
    assert grouped["news"].to_list()[1] == [None, TEXTS[3]]


def test_dask(series: pd.Series[Any]) -> None:
    dd = pytest.importorskip("dask.dataframe")
    import rasad.dask

    parts = dd.from_pandas(series, npartitions=2)
    normal = rasad.dask.normalize(parts, "search")
    computed = normal.compute(scheduler="processes", num_workers=2)
    assert computed.dropna().tolist() == rasad.normalize(series, "search").dropna().tolist()
    assert computed.index.equals(series.index)
    assert computed.isna().tolist() == series.isna().tolist()
    found = rasad.dask.entities(parts, labels=["DATE", "NUMBER"])
    assert found.columns.tolist() == rasad.extract([]).columns
    frame = found.compute(scheduler="processes", num_workers=2)
    assert frame["value"].tolist() == ["2025-09-05", "3"]
    assert frame.index.tolist() == ["a", "d"]
    assert rasad.dask.quotes(parts).compute()["text"].tolist() == ["لن نتراجع عن 3 شروط"]
    assert len(rasad.dask.actors(parts).compute()) == len(rasad.extract(TEXTS).actors())


@pytest.mark.spark
@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None, reason="needs pyspark and Java"
)
def test_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    import rasad.spark
    from pyspark.sql import SparkSession

    monkeypatch.setitem(os.environ, "PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    try:
        rows = [(i, text, "2025-01-02") for i, text in enumerate([*TEXTS, "وصل أمس"])]
        frame = spark.createDataFrame(rows, "id int, text string, day string").repartition(2)
        found = rasad.spark.entities(
            frame, "text", keep=["id"], date="day", extractor=rasad.Extractor(labels=["DATE", "NUMBER"])
        )
        assert found.columns[:3] == ["id", "start", "end"]
        assert "entity_id" in found.columns
        assert sorted((r.id, r.value) for r in found.collect()) == [(0, "2025-09-05"), (3, "3"), (4, "2025-01-01")]
        quotes = rasad.spark.quotes(frame, "text", keep=["id"]).collect()
        assert [(r.id, r.text) for r in quotes] == [(3, "لن نتراجع عن 3 شروط")]
        normal = frame.select("id", rasad.spark.normalize("text", digits="ascii").alias("text")).collect()
        assert {r.id: r.text for r in normal} == dict(enumerate(rasad.normalize([*TEXTS, "وصل أمس"], digits="ascii")))
        with pytest.raises(rasad.ArgumentError, match="there is no column 'news'"):
            rasad.spark.entities(frame, "news")
    finally:
        spark.stop()


@pytest.mark.spacy
@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(importlib.util.find_spec("spacy") is None, reason="needs spaCy")
def test_spacy(article: str) -> None:
    import rasad.spacy
    import spacy

    nlp = spacy.blank("ar")
    nlp.add_pipe("rasad", config={"labels": ["DATE", "GPE"]})
    docs = list(nlp.pipe(["وصل إلى القاهرة في 5 سبتمبر 2025", ""]))
    assert [(e.text, e.label_) for e in docs[0].ents][-1] == ("5 سبتمبر 2025", "DATE")
    assert docs[0].ents[-1]._.rasad.value == "2025-09-05"
    assert [e.text for e in nlp("في 6 سبتمبر 2025").ents] == ["6 سبتمبر 2025"]

    document = rasad.extract(article)
    doc = document.to_spacy()
    assert doc.text == article
    starts = {e.start_char for e in doc.ents}
    assert len(doc.ents) >= len(document.entities) - 3
    assert {e.start for e in document.entities if not e.prefix} - starts == set()
    assert doc.ents[0].label_ == document.entities[0].label


def test_plot(article: str) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    import rasad.plot

    table = rasad.extract([article, article])
    bars = rasad.plot.actors(table, labels=("PER", "ORG", "GPE"), top=5)
    assert len(bars.patches) == 5
    widths = [patch.get_width() for patch in bars.patches]
    assert widths == sorted(widths)
    assert all(width % 2 == 0 for width in widths), "the same article twice"
    assert rasad.plot.places(table).collections
    assert rasad.plot.timeline(table).patches
    bars.figure.canvas.draw()
    assert len(rasad.plot.actors(rasad.extract([])).patches) == 0


def test_a_lexicon_of_ones_own() -> None:
    records = [
        {"name": "مشروع نسيم", "label": "PROJECT", "id": "x:2", "lat": 1.5, "lon": 2.5},
        {"name": "سد الوادي", "label": "FAC", "trust": 3, "id": None},
    ]
    own = rasad.Lexicon.from_records(records)
    assert len(own) == 2
    text = "أشرف على مَشْروع نسيم وسد الوادي"
    assert [(e.text, e.label, e.id, e.lat) for e in own.find(text)] == [
        ("مَشْروع نسيم", "PROJECT", "x:2", 1.5),
        ("سد الوادي", "FAC", None, None),
    ]
    assert own.find([text, None])["row"] == [0, 0]
    assert rasad.Lexicon.from_pandas(pd.DataFrame(records)) == own
    assert rasad.Lexicon.from_pandas(pl.DataFrame(records)) == own
    assert pickle.loads(pickle.dumps(own)) == own
    both = rasad.Lexicon.builtin() | own
    assert pickle.loads(pickle.dumps(both)) == both
    assert len(pickle.dumps(both)) < 100_000
    extractor = rasad.Extractor(lexicon=both, labels=["PROJECT", "GPE"])
    found = extractor.extract("أشرف على مشروع نسيم في القاهرة").entities
    assert [(e.text, e.label) for e in found] == [("مشروع نسيم", "PROJECT"), ("القاهرة", "GPE")]
    assert pickle.loads(pickle.dumps(extractor)).extract(text) == extractor.extract(text)
    assert repr(rasad.Lexicon.builtin()) == "Lexicon.builtin()"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([{"name": "أ ب", "lable": "X"}], 'row 0: "lable" is none of name, label'),
        ([("أ ب", "X"), {"name": "أ"}], "row 1: a record needs a label"),
        ([{"name": "أ ب", "label": "X", "trust": 7}], "row 0: trust must be 0, 1, 2 or 3"),
        ([{"name": "أ ب", "label": "X", "lat": 1.0}], "row 0: lat and lon go together"),
        ([{"name": 3, "label": "X"}], "row 0: name must be a string, not int"),
        ([3], "row 0: a record is a dictionary"),
        ({"name": "أ ب"}, "records are a list of dictionaries"),
        (3, "records are a list of dictionaries"),
    ],
)
def test_bad_records_are_named(records: Any, said: str) -> None:
    with pytest.raises(rasad.Error) as caught:
        rasad.Lexicon.from_records(records)
    assert said in str(caught.value)


def test_lexicon_files(tmp_path: Any) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,label\nمشروع نسيم,PROJECT\n", encoding="utf-8")
    own = rasad.Lexicon.from_csv(path)
    compiled = tmp_path / "names.lexicon"
    own.save(compiled)
    assert rasad.Lexicon.load(compiled).find("في مشروع نسيم")[0].label == "PROJECT"
    data = compiled.read_bytes()
    for broken in (b"", data[:40], b"x" * len(data), data[:-20] + b"x" * 20):
        compiled.write_bytes(broken)
        with pytest.raises(rasad.BlobError):
            rasad.Lexicon.load(compiled)
    for missing in (tmp_path / "nothing.csv", tmp_path / "nothing.lexicon"):
        with pytest.raises(rasad.FileError):
            (rasad.Lexicon.from_csv if missing.suffix == ".csv" else rasad.Lexicon.load)(missing)
    path.write_bytes(b"name,label\n" + b"\xff,X\n")
    with pytest.raises(rasad.EncodingError) as caught:
        rasad.Lexicon.from_csv(path)
    assert caught.value.offset == 11


def test_a_normalizer_before_extraction_keeps_positions() -> None:
    text = "<p>وصل الوفد إلى القاهرة في <b>5</b> سبتمبر 2025</p>"
    extractor = rasad.Extractor(
        normalizer=rasad.Normalizer(tatweel="remove", tashkeel="remove"), labels=["GPE", "DATE"]
    )
    marked = "وصل إلى القـــاهِرة في 5 سبتمبر 2025"
    doc = extractor.extract(marked)
    assert doc.text == marked
    assert [marked[e.start : e.end] for e in doc.entities] == ["القـــاهِرة", "5 سبتمبر 2025"]
    assert pickle.loads(pickle.dumps(extractor)) == extractor
    html = rasad.Extractor(normalizer=rasad.Normalizer(html="unwrap"))
    for entity in html.extract(text).entities:
        assert text[entity.start : entity.end] == entity.text
