"""Names and codes of regions and industries in someone's table → the codes of a shipped geography or classification."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei import reference
from renkei.sources.problem_kinds import RESTORED_ZERO, UNKNOWN_INDUSTRY, UNKNOWN_REGION
from renkei.sources.tw_codes import reduced_name
from renkei.sources.tw_places import folded_place, place_names, regions_in, town_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.sources.draft import Draft

_INDUSTRY_COLUMNS: Final = ("industry", "from_industry", "to_industry")
_NAMES: Final = ("name_zh_hant", "name_en", "name_ja")
_CODE: Final = "#code"


def with_region_codes(draft: Draft, geography: str | None) -> Draft:
    """The draft whose `region` holds codes of `geography`; rows whose region it does not know are set aside.

    Understood: codes (also without their leading zero, which is reported), names in any of the three
    languages, and texts that contain county and township.
    """
    if geography is None or "region" not in draft.rows.columns:
        return draft
    codes = region_codes(draft.rows["region"], geography)
    draft = draft.with_rows(draft.rows.with_columns(codes.alias(_CODE)))
    unknown = pl.col("region").is_not_null() & pl.col(_CODE).is_null()
    draft = draft.reporting(UNKNOWN_REGION, unknown, column="region", detail=pl.lit(geography))
    draft = draft.reporting(RESTORED_ZERO, _lost_zero("region"), column="region", detail=pl.col(_CODE))
    return draft.with_rows(draft.rows.with_columns(pl.coalesce(_CODE, "region").alias("region")).drop(_CODE))


def region_codes(texts: pl.Series, geography: str) -> pl.Series:
    """The code of the region that each of `texts` is or names; null where `geography` has none such."""
    regions = reference.regions(geography)
    names = regions.unpivot(_NAMES, index="region").with_columns(
        folded_place(pl.col("value").str.to_lowercase())
    )
    single = names.select("value", "region").unique().filter(pl.col("value").is_unique())
    codes = {code: code for code in regions["region"]}
    known = {**dict(single.iter_rows()), **{code.removeprefix("0"): code for code in codes}, **codes}
    frame = pl.DataFrame(
        {"text": texts, "inside": regions_in(texts, place_names(regions), town_names(regions))}
    )
    exact = folded_place(pl.col("text").str.to_lowercase()).replace_strict(
        known, default=None, return_dtype=pl.String
    )
    return frame.select(pl.coalesce(exact, "inside")).to_series()


def with_industry_codes(draft: Draft, classification: str | None) -> Draft:
    """The draft whose industries are codes of `classification`; what it does not know is left out and reported.

    Understood: codes (also with a lost leading zero), names in any of the three languages, and both in one.
    """
    if classification is None:
        return draft
    for column in _INDUSTRY_COLUMNS:
        if column in draft.rows.columns:
            draft = _with_single_codes(draft, column, classification)
    return _with_listed_codes(draft, classification) if "industries" in draft.rows.columns else draft


def industry_codes(texts: Iterable[str], classification: str) -> dict[str, str]:
    """The code of each of `texts` that is or names an industry of `classification`; others are left out."""
    industries = reference.industries(classification)
    codes = set(industries["industry"])
    names: dict[str, str] = {}
    for code, *wordings in industries.select("industry", *_NAMES).iter_rows():
        for wording in wordings:
            names.setdefault(reduced_name(wording.lower()), code)
    found = {text: _industry_code(text, codes, names) for text in texts}
    return {text: code for text, code in found.items() if code is not None}


def _industry_code(text: str, codes: set[str], names: dict[str, str]) -> str | None:
    digits = re.match(r"\d*", text)
    code = digits[0] if digits else ""
    for candidate in (text, code, "0" + code):
        if candidate in codes:
            return candidate
    return names.get(reduced_name(text.lower())) if not code else None


def _with_single_codes(draft: Draft, column: str, classification: str) -> Draft:
    known = industry_codes(draft.rows[column].drop_nulls().unique(), classification)
    code = pl.col(column).replace_strict(known, default=None, return_dtype=pl.String)
    draft = draft.with_rows(draft.rows.with_columns(code.alias(_CODE)))
    unknown = pl.col(column).is_not_null() & pl.col(_CODE).is_null()
    draft = draft.reporting(UNKNOWN_INDUSTRY, unknown, column=column, detail=pl.lit(classification))
    draft = draft.reporting(RESTORED_ZERO, _lost_zero(column), column=column, detail=pl.col(_CODE))
    return draft.with_rows(draft.rows.with_columns(pl.col(_CODE).alias(column)).drop(_CODE))


def _lost_zero(column: str) -> pl.Expr:
    """Where `column` begins with the code that was found for it, but for a leading zero."""
    bare = pl.col(_CODE).str.strip_prefix("0")
    return (bare != pl.col(_CODE)) & pl.col(column).str.starts_with(bare)


def _with_listed_zeros(draft: Draft, known: dict[str, str]) -> Draft:
    """The draft with a report of the listed industries whose leading zero was lost; `known` has their codes."""
    zeros = {text: code for text, code in known.items() if code[0] == "0" and text.startswith(code[1:])}
    lost = pl.col("industries").list.set_intersection(pl.lit(list(zeros), pl.List(pl.String)))
    restored = lost.list.eval(pl.element().replace_strict(zeros, default=None, return_dtype=pl.String))
    return draft.reporting(
        RESTORED_ZERO,
        lost.list.len() > 0,
        column="industries",
        value=lost.list.join(", "),
        detail=restored.list.join(", "),
    )


def _with_listed_codes(draft: Draft, classification: str) -> Draft:
    elements = draft.rows["industries"].explode(empty_as_null=True, keep_nulls=True).drop_nulls().unique()
    known = industry_codes(elements, classification)
    unknown = [element for element in elements if element not in known]
    odd = pl.col("industries").list.set_intersection(pl.lit(unknown, pl.List(pl.String)))
    draft = draft.reporting(
        UNKNOWN_INDUSTRY,
        odd.list.len() > 0,
        column="industries",
        value=odd.list.join(", "),
        detail=pl.lit(classification),
    )
    draft = _with_listed_zeros(draft, known)
    codes = pl.element().replace_strict(known, default=None, return_dtype=pl.String)
    read = pl.col("industries").list.eval(codes).list.drop_nulls().list.unique(maintain_order=True)
    return draft.with_rows(draft.rows.with_columns(read.alias("industries")))
