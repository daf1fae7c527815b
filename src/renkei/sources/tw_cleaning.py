"""The columns of the factory registry, one after the other, made into those of `establishments`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei import reference
from renkei.sources.business_numbers import has_valid_check_digit, is_well_formed
from renkei.sources.dates import FIRST_DAY, folded_text, read_dates
from renkei.sources.draft import Draft, requiring
from renkei.sources.outlines import places_of, regions_at
from renkei.sources.problem_kinds import (
    CLASS_DISAGREES,
    DATE_IN_FUTURE,
    DATE_TOO_EARLY,
    DOUBTFUL_BUSINESS_NUMBER,
    FOLDED_CHARACTERS,
    IMPOSSIBLE_DATE,
    MALFORMED_BUSINESS_NUMBER,
    NO_INDUSTRY,
    NOT_OPERATING,
    PROBLEM_KINDS,
    PRODUCT_OUTSIDE_INDUSTRY,
    REGION_DISAGREES,
    REGION_FROM_ADDRESS,
    REGION_FROM_POINT,
    SUSPENDED,
    UNKNOWN_REGION,
)
from renkei.sources.problems import FILE, ROW, problem_rows
from renkei.sources.tw_codes import read_code_lists
from renkei.sources.tw_places import regions_in
from renkei.sources.tw_points import plant_points

if TYPE_CHECKING:
    from datetime import date

    from renkei.sources.tw_codes import CodeBook
    from renkei.sources.tw_registers import Registers

POINT_COLUMNS: Final = ("point 1 east", "point 1 north", "point 2 east", "point 2 north")

_ENDED: Final = "歇業|註銷|撤銷|廢止|解散"
_RUNNING: Final = "生產中|營運中|營業中|正常"


def cleaned_plants(draft: Draft, registers: Registers, last_day: date) -> Draft:
    """`draft` with the columns of `establishments`; its problems say what was changed, doubtful or unusable."""
    draft = _with_identity(draft)
    draft = _with_status(draft)
    draft = _with_organisation(draft)
    draft = _with_opened(draft, last_day)
    draft = _with_industries(draft, registers)
    draft = _with_region_by_name(draft, registers)
    return _with_zone(_with_point(draft, registers), registers)


def _with_identity(draft: Draft) -> Draft:
    draft = _folded(draft, "id")
    return requiring(draft, ["id"]).with_rows(draft.rows.with_columns(pl.col("id").alias("establishment")))


def _folded(draft: Draft, column: str) -> Draft:
    """The draft with `column` in plain characters; each change is reported. Empty becomes null."""
    rows = draft.rows.with_columns(folded_text(pl.col(column)).alias("#folded"))
    differs = (pl.col("#folded") != pl.col(column)) & (pl.col("#folded") != "")
    changed = draft.with_rows(rows).reporting(
        FOLDED_CHARACTERS, differs, column=column, detail=pl.col("#folded")
    )
    folded = pl.when(pl.col("#folded") != "").then(pl.col("#folded"))
    return changed.with_rows(rows.with_columns(folded.alias(column)).drop("#folded"))


def _with_status(draft: Draft) -> Draft:
    ended = pl.col("status").str.contains(_ENDED)
    draft = draft.reporting(NOT_OPERATING, ended, column="status")
    return draft.reporting(SUSPENDED, ~ended & ~pl.col("status").str.contains(_RUNNING), column="status")


def _with_organisation(draft: Draft) -> Draft:
    draft = _folded(draft, "organisation")
    number = pl.col("organisation")
    draft = draft.reporting(MALFORMED_BUSINESS_NUMBER, ~is_well_formed(number), column="organisation")
    draft = draft.with_rows(
        draft.rows.with_columns(organisation=pl.when(is_well_formed(number)).then(number))
    )
    return draft.reporting(DOUBTFUL_BUSINESS_NUMBER, ~has_valid_check_digit(number), column="organisation")


def _with_opened(draft: Draft, last_day: date) -> Draft:
    draft = draft.with_rows(
        draft.rows.with_columns(read_dates(pl.col("opened"), calendar="roc").alias("#date"))
    )
    shown = pl.col("#date").cast(pl.String)
    unread = pl.col("opened").is_not_null() & pl.col("#date").is_null()
    draft = draft.reporting(IMPOSSIBLE_DATE, unread, column="opened")
    draft = draft.reporting(DATE_TOO_EARLY, pl.col("#date") < FIRST_DAY, column="opened", detail=shown)
    draft = draft.reporting(DATE_IN_FUTURE, pl.col("#date") > last_day, column="opened", detail=shown)
    usable = pl.col("#date").is_between(FIRST_DAY, last_day)
    return draft.with_rows(
        draft.rows.with_columns(pl.when(usable).then("#date").alias("opened")).drop("#date")
    )


def _with_industries(draft: Draft, registers: Registers) -> Draft:
    """Divisions, then groups; a division that only a product class tells is not added: tables can derive it."""
    finer = "products" if draft.has("products") else "industries"
    draft, odd_industries = _with_codes(draft, "industries", registers.divisions, "divisions")
    draft, odd_products = _with_codes(draft, finer, registers.groups, "groups")
    draft, _ = _with_codes(draft, "second_class", registers.divisions, "second")
    draft = _reporting_codes(draft, "industries", odd_industries, registers.classification)
    if draft.has("products"):
        draft = _reporting_codes(draft, "products", odd_products, registers.classification)
    none = pl.lit([], pl.List(pl.String))
    rows = draft.rows.with_columns(pl.col("divisions", "groups", "second").fill_null(none))
    rows = rows.with_columns(
        pl.concat_list("divisions", "groups").alias("codes"),
        pl.col("groups")
        .list.eval(pl.element().str.slice(0, 2))
        .list.set_difference("divisions")
        .alias("#outside"),
        pl.col("second").list.set_difference("divisions").alias("#other"),
    )
    return _with_industry_doubts(draft.with_rows(rows))


def _with_codes(draft: Draft, column: str, book: CodeBook, name: str) -> tuple[Draft, pl.DataFrame]:
    """The draft with the list `name` of codes in `column`, and what was odd about each text in it."""
    codes, odd = read_code_lists(draft.rows[column], book)
    codes = codes.rename({"text": column, "codes": name})
    return draft.with_rows(draft.rows.join(codes, on=column, how="left", maintain_order="left")), odd


def _reporting_codes(draft: Draft, column: str, odd: pl.DataFrame, classification: str) -> Draft:
    rows = draft.rows.select(FILE, ROW, pl.col(column).alias("text")).join(
        odd, on="text", maintain_order="left"
    )
    header = draft.headers.get(column, column)
    detail = pl.coalesce("detail", pl.lit(classification))
    return draft.with_problems(
        [
            problem_rows(
                part, PROBLEM_KINDS[str(code)], column=header, value=pl.col("element"), detail=detail
            )
            for (code,), part in rows.group_by("kind", maintain_order=True)
        ]
    )


def _with_industry_doubts(draft: Draft) -> Draft:
    listed = pl.col("divisions").list.join(", ")
    outside = (pl.col("#outside").list.len() > 0) & (pl.col("divisions").list.len() > 0)
    second = pl.col("second_class").is_not_null() & (pl.col("second").list.len() == 0)
    other = ((pl.col("#other").list.len() > 0) | second) & (pl.col("divisions").list.len() > 0)
    draft = draft.reporting(NO_INDUSTRY, pl.col("codes").list.len() == 0, column="industries")
    draft = draft.reporting(
        PRODUCT_OUTSIDE_INDUSTRY,
        outside,
        column="products",
        value=listed,
        detail=pl.col("#outside").list.join(", "),
    )
    return draft.reporting(CLASS_DISAGREES, other, column="second_class", detail=listed)


def _with_region_by_name(draft: Draft, registers: Registers) -> Draft:
    """The draft with `place`: the township that the region's name tells, else the address."""
    written = pl.concat_str("county", "township", ignore_nulls=True)
    rows = draft.rows.with_columns(region=pl.coalesce("region", pl.when(written != "").then(written)))
    rows = rows.with_columns(
        regions_in(rows["region"], registers.names, registers.towns).alias("#named"),
        regions_in(rows["address"], registers.names, registers.towns).alias("#addressed"),
    ).with_columns(place=pl.coalesce("#named", "#addressed"))
    shown = pl.col("#addressed").replace_strict(registers.shown, default=None, return_dtype=pl.String)
    column = "region" if draft.has("region") else "township"
    draft = draft.with_rows(rows)
    draft = draft.reporting(
        REGION_FROM_ADDRESS,
        pl.col("#named").is_null() & pl.col("#addressed").is_not_null(),
        column=column,
        value=pl.col("region"),
        detail=shown,
    )
    disagrees = pl.col("#named") != pl.col("#addressed")
    return draft.reporting(REGION_DISAGREES, disagrees, column=column, value=pl.col("region"), detail=shown)


def _with_point(draft: Draft, registers: Registers) -> Draft:
    """The draft with `lon` and `lat`, and with the regions that only the point can tell."""
    pairs = [pair for pair in zip(POINT_COLUMNS[::2], POINT_COLUMNS[1::2], strict=True) if draft.has(pair[0])]
    draft = plant_points(draft, pairs, places_of(draft.rows["place"], registers.outlines), registers.outlines)
    placeless = pl.col("place").is_null()
    lost = draft.rows.filter(placeless)
    found = regions_at(lost["lon"].to_numpy(), lost["lat"].to_numpy(), registers.outlines)
    at = lost.select(FILE, ROW, pl.Series("#at", found, dtype=pl.String))
    draft = draft.with_rows(draft.rows.join(at, on=[FILE, ROW], how="left", maintain_order="left"))
    shown = pl.col("#at").replace_strict(registers.shown, default=None, return_dtype=pl.String)
    written = pl.coalesce("region", "address")
    column = "region" if draft.has("region") else "address"
    draft = draft.reporting(
        REGION_FROM_POINT, placeless & pl.col("#at").is_not_null(), column=column, value=written, detail=shown
    )
    draft = draft.with_rows(draft.rows.with_columns(place=pl.coalesce("place", "#at")))
    return draft.reporting(
        UNKNOWN_REGION, placeless, column=column, value=written, detail=pl.lit(registers.geography)
    )


def _with_zone(draft: Draft, registers: Registers) -> Draft:
    """The finished columns; the zone is recognised from the address."""
    rows = draft.rows.with_columns(pl.col("place").alias("region"), pl.col("codes").alias("industries"))
    zone = reference.zone_of(rows["address"], rows["region"], geography=registers.geography)
    return draft.with_rows(rows.with_columns(zone.alias("zone")))
