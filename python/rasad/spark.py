"""Spark: the same calls on Arrow batches, through `mapInArrow`.

rasad.spark.entities(frame, "text", keep=["id"]).write.parquet("entities/")
frame.withColumn("text", rasad.spark.normalize("text", "search"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rasad

from ._optional import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_sql = need("pyspark.sql", "rasad.spark", "spark")

__all__ = ["entities", "normalize", "quotes"]

_SQL = {
    "int64": "bigint",
    "int32": "int",
    "double": "double",
    "float": "float",
    "string": "string",
    "bool": "boolean",
}


def entities(
    frame: Any, column: str, *, keep: Sequence[str] = (), extractor: rasad.Extractor | None = None, date: Any = None
) -> Any:
    """A DataFrame of the mentions in a column of texts, each with the `keep` columns of its text.

    A column of the mention that has the name of one to keep is given out with `entity_` before it (`entity_id`).
    `date` names a column of dates, or is the one day that relative dates are told from.
    """
    return _found(frame, column, keep, extractor, date, "entities")


def quotes(
    frame: Any, column: str, *, keep: Sequence[str] = (), extractor: rasad.Extractor | None = None, date: Any = None
) -> Any:
    """A DataFrame of the attributed statements, each with the `keep` columns of its text."""
    return _found(frame, column, keep, extractor, date, "quotes")


def normalize(column: Any, profile: Any = "clean", /, **options: Any) -> Any:
    """The normal form of a column, as a column; see `rasad.normalize`."""
    functions = need("pyspark.sql.functions", "rasad.spark", "spark")
    normalizer = rasad.Normalizer(profile, **options)

    def normal(texts: Any) -> Any:
        return normalizer.map(texts)

    import pandas

    # Spark reads the kind of function from its annotations, which must be the classes themselves.
    normal.__annotations__ = {"texts": pandas.Series, "return": pandas.Series}
    return functions.pandas_udf(normal, returnType="string")(column)


def _found(
    frame: Any, column: str, keep: Sequence[str], extractor: rasad.Extractor | None, date: Any, kind: str
) -> Any:
    types = dict(frame.dtypes)
    for name in (column, *keep):
        if name not in types:
            raise rasad.ArgumentError(f"there is no column {name!r}; there are {', '.join(types)}")
    by_column = isinstance(date, str) and date in types
    needed = list(dict.fromkeys([column, *keep, *([date] if by_column else [])]))
    empty = rasad.extract([])
    schema = (empty if kind == "entities" else empty.quotes()).to_arrow().schema
    prefix = "entity_" if kind == "entities" else "quote_"
    names = {name: prefix + name if name in keep else name for name in schema.names if name != "row"}
    fields = [f"`{name}` {types[name]}" for name in keep]
    fields += [f"`{names[field.name]}` {_SQL[str(field.type)]}" for field in schema if field.name != "row"]
    work = _batches(extractor or rasad.Extractor(), column, list(keep), names, date, by_column, kind)
    return frame.select(*needed).mapInArrow(work, ", ".join(fields))


def _batches(
    extractor: rasad.Extractor,
    column: str,
    keep: list[str],
    names: dict[str, str],
    date: Any,
    by_column: bool,
    kind: str,
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def work(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        for batch in batches:
            day = batch.column(date) if by_column else date
            table = extractor.extract(batch.column(column), date=day)
            found = (table if kind == "entities" else table.quotes()).to_arrow().combine_chunks()
            rows = found.column("row").combine_chunks()
            kept = [batch.column(name).take(rows) for name in keep]
            columns = [*kept, *(found.column(name) for name in names)]
            yield from pyarrow.table(columns, names=[*keep, *names.values()]).to_batches()

    return work
