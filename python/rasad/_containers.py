"""The same kind of container out as in, for columns of other libraries. Those are imported only when one came in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._core import Column


def _is(x: Any, library: str, *names: str) -> bool:
    """Whether `x` is of a class of a library, which need not be installed."""
    module = sys.modules.get(library)
    classes = tuple(getattr(module, name) for name in names if hasattr(module, name))
    return bool(classes) and isinstance(x, classes)


def from_list(x: Any, values: list[Any]) -> Any:
    """A column like `x` with these values, for columns of Python objects."""
    if _is(x, "pandas", "Series"):
        return type(x)(values, index=x.index, name=x.name, dtype=_objects(x.dtype))
    if _is(x, "pandas", "Index"):
        return type(x)(values, name=x.name, dtype=_objects(x.dtype))
    if _is(x, "numpy", "ndarray"):
        numpy = sys.modules["numpy"]
        out = numpy.empty(len(values), dtype=object)
        out[:] = values
        # A fixed width would cut what has grown.
        return out if x.dtype.kind == "O" else numpy.array(values, dtype=str if x.dtype.kind == "U" else x.dtype)
    return values


def _objects(dtype: Any) -> Any:
    """The type of a Series of normalized texts: categories become the texts they stand for."""
    return object if dtype.name == "category" else dtype


def from_arrow(x: Any, column: Column, backed_by_arrow: bool) -> Any:
    """A column like `x` from Arrow memory."""
    if _is(x, "pyarrow", "ChunkedArray"):
        pyarrow = sys.modules["pyarrow"]
        return pyarrow.chunked_array([pyarrow.array(chunk) for chunk in column.chunks], type=x.type)
    if _is(x, "pyarrow", "Array"):
        return sys.modules["pyarrow"].array(column)
    if _is(x, "polars", "Series"):
        return sys.modules["polars"].Series(_Stream(column)).alias(x.name)
    if _is(x, "pandas", "Series"):
        return type(x)(_pandas_values(x, column, backed_by_arrow), index=x.index, name=x.name)
    if _is(x, "pandas", "Index"):
        return type(x)(_pandas_values(x, column, backed_by_arrow), name=x.name)
    # Others that keep to the same protocol, such as arro3, have such a constructor.
    make = getattr(type(x), "from_arrow", None)
    return column if make is None else make(column)


class _Stream:
    """A column that is offered as a stream only: polars would copy its chunks into one otherwise."""

    def __init__(self, column: Column) -> None:
        self._column = column

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._column.__arrow_c_stream__(requested_schema)


def _pandas_values(x: Any, column: Column, backed_by_arrow: bool) -> Any:
    pyarrow, pandas = sys.modules["pyarrow"], sys.modules["pandas"]
    chunks = [pyarrow.array(chunk) for chunk in column.chunks]
    values = pyarrow.chunked_array(chunks, type=chunks[0].type if chunks else pyarrow.string())
    if backed_by_arrow and hasattr(x.dtype, "pyarrow_dtype"):
        return pandas.arrays.ArrowExtensionArray(values.cast(x.dtype.pyarrow_dtype))
    return pandas.array(values.to_pandas() if not backed_by_arrow else _arrow_strings(x, values), dtype=x.dtype)


def _arrow_strings(x: Any, values: Any) -> Any:
    # The class of pandas' own strings in Arrow memory takes such a column as it is.
    make = getattr(type(x.array), "_from_sequence", None)
    return values.to_pandas() if make is None else make(values, dtype=x.dtype)
