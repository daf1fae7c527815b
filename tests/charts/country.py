"""A small invented country: two counties of six square townships each, and a county of far islands."""

from __future__ import annotations

import json

import polars as pl

from renkei.charts import (
    Overlay,
    Picture,
    Quantity,
    Sheet,
    amount_scale,
    cluster_map,
    cluster_regions_map,
    concentration_dots,
    openings_line,
    ranking_bars,
    ratio_scale,
    region_map,
    scatter,
    small_histogram,
)

WEST, SOUTH, SIDE = 10.0, 45.0, 0.2
QUOTIENT = Quantity("Specialisation in hosiery", "Location quotient", "1 = national average")
PLANTS = Quantity("Plants", "Establishments", digits=0)


def square(column: float, row: float, side: float = SIDE) -> list[list[list[float]]]:
    x, y = WEST + column * SIDE, SOUTH + row * SIDE
    return [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]


def region(code: str, name: str, parent: str | None, rings: list[object]) -> dict[str, object]:
    return {
        "geography": "TEST",
        "region": code,
        "name_zh_hant": f"{name}鄉" if parent else f"{name}縣",
        "name_en": f"{name} township" if parent else f"{name} county",
        "name_ja": f"{name}町" if parent else f"{name}県",
        "parent": parent,
        "level": "township" if parent else "county",
        "geometry": json.dumps({"type": "MultiPolygon", "coordinates": rings}),
    }


def country() -> pl.DataFrame:
    """12 townships of 0.2° in a block 4 wide and 3 high, and two islands about 4° to the west."""
    towns = [
        region(
            f"{'A' if column < 2 else 'B'}{row}{column}",
            f"T{row}{column}",
            "A" if column < 2 else "B",
            [square(column, row)],
        )
        for row in range(3)
        for column in range(4)
    ]
    islands = [
        region("C1", "Isle", "C", [square(-20, 0, 0.03)]),
        region("C2", "Skerry", "C", [square(-20, 0.4, 0.03)]),
    ]
    counties = [region(code, f"County{code}", None, [square(0, 0)]) for code in "ABC"]
    return pl.DataFrame([*counties, *towns, *islands])


def quotients() -> pl.DataFrame:
    """LQ of the townships: one strong, one strong by two plants only, one zero, one missing; islands absent."""
    codes = [row for row in country().filter(level="township")["region"] if row[0] != "C"]
    values: list[float | None] = [58.1, 9.0, 0.0, None, 2.2, 1.0, 0.3, 0.6, 0.9, 1.3, 3.1, 5.0]
    plants = [171, 2, 0, None, 12, 30, 7, 9, 22, 40, 15, 20]
    return pl.DataFrame({"region": codes, "value": values, "establishments": plants})


def clusters() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "cluster": ["k1", "k2"],
            "name_zh_hant": ["西部襪業聚落", "東部機械聚落"],
            "name_en": ["Hosiery in the west", "Machinery in the east"],
            "name_ja": ["西部靴下集積", "東部機械集積"],
            "establishments": [240, 60],
            "regions": [2, 1],
            "industries": [3, 1],
            "location_quotient": [11.2, 3.4],
            "lon": [10.1, 10.7],
            "lat": [45.2, 45.3],
        }
    )


def members() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "cluster": ["k1", "k1", "k1", "k2"],
            "region": ["A00", "A00", "A01", "B02"],
            "industry": ["123", "112", "123", "291"],
            "establishments": [171, 29, 40, 60],
            "location_quotient": [58.1, 4.0, 6.1, 3.4],
        }
    )


def ranked() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "code": ["123", "112", "291", "259"],
            "name": ["Hosiery & socks", "Weaving", "Machines", "Metal <other>"],
            "value": [58.13, 7.0, 0.5, None],
            "establishments": [171, 29, 4, 0],
        }
    )


def points() -> pl.DataFrame:
    names = ("Hosiery", "Weaving", "Machines", "Metal")
    rows = [
        (f"1{at}", name, x, y)
        for at, (name, x, y) in enumerate(zip(names, (171, 29, 4, None), (58.1, 7.0, 0.5, 1.0), strict=True))
    ]
    return pl.DataFrame(
        rows, schema={"code": pl.String, "name": pl.String, "x": pl.Float64, "y": pl.Float64}, orient="row"
    )


def openings(per_year: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"year": list(range(1990, 2017)), "openings": [per_year + year % 3 for year in range(27)]}
    )


def country_pictures(sheet: Sheet) -> dict[str, Picture]:
    """One picture of each kind."""
    pair = (Quantity("Concentration", "Index", digits=3), Quantity("", "Gini"))
    concentration = points().select("code", "name", first="y", second="x")
    places = pl.DataFrame({"name": ["Park & Co"], "lon": [10.3], "lat": [45.3]})
    overlay = Overlay(highlight=("A00",), points=places, around=(10.3, 45.3, 12.0))
    region_values = quotients()
    return {
        "map": region_map(country(), region_values, QUOTIENT, ratio_scale(), sheet, overlay),
        "section": region_map(
            country(),
            region_values,
            PLANTS,
            amount_scale([1, 5, 70]),
            sheet,
            Overlay(highlight=("A00",), zoom=True),
        ),
        "clusters": cluster_map(country(), clusters(), members(), "Clusters", sheet),
        "cluster": cluster_regions_map(country(), members(), "k1", "Hosiery in the west", sheet),
        "bars": ranking_bars(ranked(), QUOTIENT, sheet, reference=1.0),
        "openings": openings_line(openings(6), PLANTS, sheet, national=openings(400)),
        "scatter": scatter(points(), PLANTS, QUOTIENT, sheet, reference=1.0),
        "dots": concentration_dots(concentration, pair, sheet),
        "histogram": small_histogram([0.1, 0.5, 0.9, 1.4, 2.0, None], QUOTIENT, sheet, marked=1.4),
    }
