"""Files that leave the atlas: only the tables named here, as CSV that is safe in a spreadsheet, or Parquet.

Whatever is not on the list is not served. Establishments and organisations (names, addresses) never are.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

from django.http import HttpResponse

from renkei.errors import NotFoundError
from renkei.evidence.export import csv_text

if TYPE_CHECKING:
    import polars as pl

    from renkei.office.atlas.edition import Edition

FileFormat = Literal["csv", "parquet"]
PUBLIC_TABLES: Final = (
    "indicators",
    "clusters",
    "cluster_members",
    "cluster_dynamics",
    "cluster_groups",
    "cluster_group_members",
    "cluster_types",
    "cluster_type_scores",
    "cluster_type_evidence",
    "cluster_parts",
    "cluster_evidence",
    "findings",
    "relatedness",
    "industry_space",
    "industry_definitions",
    "definition_candidates",
    "localisation",
    "k_density",
    "hot_spots",
    "moran",
    "autocorrelation",
    "cluster_strength",
    "similar_regions",
    "shift_share",
    "activity",
    "openings",
    "cells",
    "zones",
    "zone_activity",
    "regions",
    "neighbours",
    "industries",
)
MEDIA_TYPES: Final[dict[FileFormat, str]] = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


def public_tables(edition: Edition) -> list[str]:
    """The tables of this build that anyone may have, results first."""
    return [name for name in PUBLIC_TABLES if name in edition.evidence.table_names]


def public_table(edition: Edition, name: str) -> pl.DataFrame:
    """The public table `name`. Raises `NotFoundError` for any other name, without saying whether it exists."""
    if name not in public_tables(edition):
        raise NotFoundError(
            "There is no public table `{name}`. The data page lists those there are.", name=name
        )
    return edition.table(name)


def file_response(frame: pl.DataFrame, name: str, form: FileFormat) -> HttpResponse:
    """`frame` as a file called `name` to be saved."""
    response = HttpResponse(_content(frame, form), content_type=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _content(frame: pl.DataFrame, form: FileFormat) -> bytes:
    if form == "csv":
        return csv_text(frame).encode("utf-8")
    buffer = BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()
