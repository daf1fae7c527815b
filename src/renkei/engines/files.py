"""DuckDB over a folder of Parquet files: SQL on a build without loading it, and without leaving the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection


def tables_in(folder: Path) -> DuckDBPyConnection:
    """A DuckDB connection with one view per Parquet file in `folder`, named after it.

    The connection lives in memory and reads these files alone: no other file, no network, no extension, and
    a query cannot lift that. Close it after use (it is a context manager). Relations from it are frames that
    the functions of Renkei take: `renkei.location_quotient(connection.table("activity"))`.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    place = _quoted(str(folder.resolve()))
    for file in sorted(folder.glob("*.parquet")):
        connection.read_parquet(str(file.resolve())).create_view(file.stem)
    connection.execute(f"SET allowed_directories = [{place}]")
    for setting in ("enable_external_access", "autoinstall_known_extensions", "autoload_known_extensions"):
        connection.execute(f"SET {setting} = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
