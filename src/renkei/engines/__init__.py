"""Where tables live and run: DuckDB over the Parquet files of a build."""

from renkei.engines.files import tables_in

__all__ = ["tables_in"]
