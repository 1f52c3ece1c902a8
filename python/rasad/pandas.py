"""The `rasad` accessor of pandas.

>>> import pandas as pd
>>> import rasad.pandas
>>> texts = pd.Series(["وصل في ٥ سبتمبر ٢٠٢٥", None], index=["a", "b"])
>>> texts.rasad.normalize(digits="ascii").tolist()[0]
'وصل في 5 سبتمبر 2025'
>>> texts.rasad.entities()[["label", "value"]]
  label       value
a  DATE  2025-09-05
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rasad

from ._optional import need

if TYPE_CHECKING:
    import pandas

_pandas = need("pandas", "rasad.pandas", "pandas")

__all__ = ["RasadAccessor"]


@_pandas.api.extensions.register_series_accessor("rasad")
class RasadAccessor:
    """`Series.rasad`: normal forms and findings of a Series of texts.

    The tables have one row for each finding, with the index of the text it was found in, so that they join with the
    frame that the Series came from; `row` is the place of the text in the Series. Missing texts have no rows.
    """

    def __init__(self, series: pandas.Series[Any]) -> None:
        self._series = series

    def normalize(self, profile: Any = "clean", /, **options: Any) -> Any:
        """The normal form of every text, as a Series of the same type, index and name; see `rasad.normalize`."""
        return rasad.normalize(self._series, profile, **options)

    def entities(self, **arguments: Any) -> Any:
        """The mentions, one row each. Arguments as those of `rasad.extract`, or `extractor=` for one of your own."""
        return self._frame(self._extract(arguments))

    def actors(self, **arguments: Any) -> Any:
        """Each person, body or place of each text once, with the number of its mentions."""
        return self._frame(self._extract(arguments).actors())

    def quotes(self, **arguments: Any) -> Any:
        """The attributed statements, one row each."""
        return self._frame(self._extract(arguments).quotes())

    def documents(self, *, extractor: rasad.Extractor | None = None, **arguments: Any) -> Any:
        """A Series of `rasad.Document`, for a few texts to look at."""
        documents = (extractor or rasad.Extractor()).documents(self._series, **arguments)
        return _pandas.Series(list(documents), index=self._series.index, name=self._series.name, dtype=object)

    def _extract(self, arguments: dict[str, Any]) -> rasad.EntityTable:
        extractor = arguments.pop("extractor", None)
        table: rasad.EntityTable = (extractor.extract if extractor else rasad.extract)(self._series, **arguments)
        return table

    def _frame(self, table: rasad.Table) -> Any:
        frame = table.to_pandas()
        frame.index = self._series.index.take(frame["row"].to_numpy())
        return frame
