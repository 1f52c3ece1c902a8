"""Tables as those of other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._optional import need

if TYPE_CHECKING:
    from ._core import Table


def to_arrow(table: Table) -> Any:
    """The rows as a `pyarrow.Table`, sharing their memory."""
    return need("pyarrow", "to_arrow").table(table)


def to_polars(table: Table) -> Any:
    """The rows as a `polars.DataFrame`."""
    return need("polars", "to_polars", "polars").DataFrame(table)


def to_pandas(table: Table) -> Any:
    """The rows as a `pandas.DataFrame`; through Arrow where pyarrow is installed."""
    pandas = need("pandas", "to_pandas", "pandas")
    try:
        import pyarrow
    except ImportError:
        frame = pandas.DataFrame(table.to_dict(), columns=table.columns)
        # As through Arrow: indices of actors are integers although some are missing.
        actors = [name for name in ("actor", "speaker_actor") if name in frame.columns]
        return frame.astype(dict.fromkeys(actors, "Int32"))
    # The only 32-bit integers are indices of actors, which may be missing: without a nullable type they would turn
    # into floats.
    types = {pyarrow.int32(): pandas.Int32Dtype()}
    return pyarrow.table(table).to_pandas(types_mapper=types.get)
