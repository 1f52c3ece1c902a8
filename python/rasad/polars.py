"""The `rasad` namespace of polars, for expressions and for Series.

>>> import polars as pl
>>> import rasad.polars
>>> frame = pl.DataFrame({"text": ["وصل في ٥ سبتمبر ٢٠٢٥", None]})
>>> frame.lazy().select(pl.col("text").rasad.normalize(digits="ascii")).collect()["text"].to_list()[0]
'وصل في 5 سبتمبر 2025'
>>> frame["text"].rasad.entities()["value"].to_list()
['2025-09-05']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rasad

from ._optional import need

if TYPE_CHECKING:
    import polars

_polars = need("polars", "rasad.polars", "polars")

__all__ = ["RasadExpr", "RasadSeries"]

# The fields of an entity inside a list, with the types that the table has.
_FIELDS: dict[str, str] = {
    "start": "Int64",
    "end": "Int64",
    "text": "String",
    "label": "String",
    "name": "String",
    "prefix": "String",
    "role": "String",
    "id": "String",
    "canonical": "String",
    "english": "String",
    "country": "String",
    "lat": "Float64",
    "lon": "Float64",
    "value": "String",
    "number": "Float64",
    "first_day": "String",
    "last_day": "String",
    "score": "Float32",
    "source": "String",
    "actor": "Int32",
}


def _entity_type() -> Any:
    return _polars.List(_polars.Struct({name: getattr(_polars, kind) for name, kind in _FIELDS.items()}))


@_polars.api.register_expr_namespace("rasad")
class RasadExpr:
    """`pl.col("text").rasad`: works in lazy frames too; null gives null."""

    def __init__(self, expr: polars.Expr) -> None:
        self._expr = expr

    def normalize(self, profile: Any = "clean", /, **options: Any) -> polars.Expr:
        """The normal form of every text; see `rasad.normalize`."""
        normalizer = rasad.Normalizer(profile, **options)
        return self._expr.map_batches(normalizer.map, return_dtype=_polars.String, is_elementwise=True)

    def entities(self, *, extractor: rasad.Extractor | None = None, **arguments: Any) -> polars.Expr:
        """A list of entities for each text: `.explode()` and `.struct.unnest()` give one row each."""

        def found(series: Any) -> Any:
            return _lists(series, (extractor.extract if extractor else rasad.extract)(series, **arguments))

        return self._expr.map_batches(found, return_dtype=_entity_type(), is_elementwise=True)


@_polars.api.register_series_namespace("rasad")
class RasadSeries:
    """`Series.rasad`: normal forms and findings of a Series of texts; `row` is the place of the text in the Series."""

    def __init__(self, series: polars.Series) -> None:
        self._series = series

    def normalize(self, profile: Any = "clean", /, **options: Any) -> polars.Series:
        """The normal form of every text; see `rasad.normalize`."""
        return rasad.normalize(self._series, profile, **options)

    def entities(self, **arguments: Any) -> polars.DataFrame:
        """The mentions, one row each. Arguments as those of `rasad.extract`, or `extractor=` for one of your own."""
        return self._extract(arguments).to_polars()

    def actors(self, **arguments: Any) -> polars.DataFrame:
        """Each person, body or place of each text once, with the number of its mentions."""
        return self._extract(arguments).actors().to_polars()

    def quotes(self, **arguments: Any) -> polars.DataFrame:
        """The attributed statements, one row each."""
        return self._extract(arguments).quotes().to_polars()

    def _extract(self, arguments: dict[str, Any]) -> rasad.EntityTable:
        extractor = arguments.pop("extractor", None)
        table: rasad.EntityTable = (extractor.extract if extractor else rasad.extract)(self._series, **arguments)
        return table


def _lists(series: Any, table: rasad.EntityTable) -> Any:
    """The rows of a table as one list for each text: null for null, an empty list where nothing was found."""
    pl = _polars
    found = pl.DataFrame(table).group_by("row", maintain_order=True).agg(pl.struct(*_FIELDS).alias("found"))
    rows = pl.DataFrame({"row": pl.int_range(len(series), eager=True), "null": series.is_null()})
    lists = rows.join(found, on="row", how="left", maintain_order="left")["found"].cast(_entity_type())
    empty = pl.Series([[]], dtype=_entity_type())
    filled = pl.DataFrame({"found": lists, "null": rows["null"]}).select(
        pl.when(pl.col("null")).then(None).otherwise(pl.col("found").fill_null(pl.lit(empty).first())).alias("found")
    )
    return filled["found"].alias(series.name)
