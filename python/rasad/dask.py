"""Dask: the same calls on partitions.

texts = dask.dataframe.read_parquet("news/")["text"]
rasad.dask.entities(texts).to_parquet("entities/")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rasad

from ._optional import need

if TYPE_CHECKING:
    import pandas

_dask = need("dask.dataframe", "rasad.dask", "dask")

__all__ = ["actors", "entities", "normalize", "quotes"]


def normalize(texts: Any, profile: Any = "clean", /, **options: Any) -> Any:
    """The normal form of every text of a Dask Series; see `rasad.normalize`."""
    normalizer = rasad.Normalizer(profile, **options)
    return texts.map_partitions(normalizer.map, meta=texts._meta)


def entities(texts: Any, *, extractor: rasad.Extractor | None = None, **arguments: Any) -> Any:
    """A Dask DataFrame of the mentions in a Dask Series, with the index of the text each was found in."""
    return _found(texts, "entities", extractor, arguments)


def actors(texts: Any, *, extractor: rasad.Extractor | None = None, **arguments: Any) -> Any:
    """A Dask DataFrame of each person, body or place of each text."""
    return _found(texts, "actors", extractor, arguments)


def quotes(texts: Any, *, extractor: rasad.Extractor | None = None, **arguments: Any) -> Any:
    """A Dask DataFrame of the attributed statements."""
    return _found(texts, "quotes", extractor, arguments)


def _found(texts: Any, kind: str, extractor: rasad.Extractor | None, arguments: dict[str, Any]) -> Any:
    call = _Partition(kind, extractor or rasad.Extractor(labels=arguments.pop("labels", None)), arguments)
    return texts.map_partitions(call, meta=call(texts._meta))


class _Partition:
    """What a worker does with one partition. A class, so that it can be pickled."""

    def __init__(self, kind: str, extractor: rasad.Extractor, arguments: dict[str, Any]) -> None:
        self.kind, self.extractor, self.arguments = kind, extractor, arguments

    def __call__(self, texts: pandas.Series[Any]) -> pandas.DataFrame:
        from .pandas import RasadAccessor

        found: pandas.DataFrame = getattr(RasadAccessor(texts), self.kind)(extractor=self.extractor, **self.arguments)
        return found

    def __dask_tokenize__(self) -> tuple[str, str, str, str]:
        return ("rasad", self.kind, repr(self.extractor), repr(sorted(self.arguments.items())))
