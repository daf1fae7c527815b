"""A small, plainly fictional country with evidence in every table: the Land of Examples, year 2020.

Two counties of three townships each on a square grid, two divisions of two industry groups each, two
clusters, three zones. The numbers are chosen, not computed; what pages show can be checked by eye.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from renkei.evidence import Evidence, WorkspaceConfig
from renkei.evidence.config import DataChoice
from renkei.language import Text
from tests.office import fictional_clusters

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2020
COUNTIES = {"A": ("例甲縣", "Alpha County", "例甲県"), "B": ("例乙縣", "Beta County", "例乙県")}
TOWNSHIPS = {
    "A1": ("紅鎮", "Red Town", "紅鎮"),
    "A2": ("藍鎮", "Blue Town", "藍鎮"),
    "A3": ("園區鎮", "Garden Town", "園区鎮"),
    "B1": ("黃鄉", "Yellow Township", "黄郷"),
    "B2": ("綠鄉", "Green Township", "緑郷"),
    "B3": ("空鄉", "Empty Township", "空郷"),
}
DIVISIONS = {
    "11": ("虛構紡織業", "Imaginary textiles", "架空の繊維業"),
    "22": ("虛構機械業", "Imaginary machinery", "架空の機械業"),
}
GROUPS = {
    "111": ("虛構織襪業", "Imaginary hosiery", "架空の靴下製造業"),
    "112": ("虛構織布業", "Imaginary weaving", "架空の織物業"),
    "221": ("虛構幫浦業", "Imaginary pumps", "架空のポンプ製造業"),
    "222": ("虛構齒輪業", "Imaginary gears", "架空の歯車製造業"),
}
PLANTS = {
    ("A1", "111"): 60, ("A1", "112"): 20, ("A2", "111"): 30, ("A2", "221"): 5, ("A3", "222"): 4,
    ("B1", "221"): 40, ("B1", "222"): 25, ("B2", "221"): 15, ("B2", "112"): 2,
}  # fmt: skip
NAMES = ("name_zh_hant", "name_en", "name_ja")


def _named(code_column: str, rows: dict[str, tuple[str, str, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [{code_column: code, **dict(zip(NAMES, names, strict=True))} for code, names in rows.items()]
    )


def _square(column: int, row: int, side: float = 0.2) -> str:
    west, south = 120 + column * side, 23 + row * side
    ring = [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def regions() -> pl.DataFrame:
    towns = _named("region", TOWNSHIPS).with_columns(
        parent=pl.col("region").str.head(1),
        level=pl.lit("township"),
        geometry=pl.Series([_square(number % 3, number // 3) for number in range(6)]),
        lon=pl.Series([120.1 + 0.2 * (number % 3) for number in range(6)]),
        lat=pl.Series([23.1 + 0.2 * (number // 3) for number in range(6)]),
        area_km2=pl.lit(450.0),
    )
    wide = '{"type":"Polygon","coordinates":[[[120,%s],[120.6,%s],[120.6,%s],[120,%s],[120,%s]]]}'
    counties = _named("region", COUNTIES).with_columns(
        parent=pl.lit(None, pl.String),
        level=pl.lit("county"),
        geometry=pl.Series(
            [wide % (south, south, south + 0.2, south + 0.2, south) for south in (23.0, 23.2)]
        ),
        lon=pl.lit(120.3),
        lat=pl.Series([23.1, 23.3]),
        area_km2=pl.lit(1350.0),
    )
    return pl.concat([counties, towns]).select(pl.lit("LAND-2020").alias("geography"), pl.all())


def industries() -> pl.DataFrame:
    divisions = _named("industry", DIVISIONS).with_columns(
        parent=pl.lit(None, pl.String), level=pl.lit("division")
    )
    groups = _named("industry", GROUPS).with_columns(
        parent=pl.col("industry").str.head(2), level=pl.lit("group")
    )
    return pl.concat([divisions, groups]).select(pl.lit("IMAGINED-1").alias("classification"), pl.all())


def activity() -> pl.DataFrame:
    """Every pair of levels, as a build has it."""
    totals: dict[tuple[str, str], int] = {}
    for (region, industry), plants in PLANTS.items():
        for place in (region, region[0]):
            for code in (industry, industry[:2]):
                totals[place, code] = totals.get((place, code), 0) + plants
    return pl.DataFrame(
        [
            {"region": r, "industry": i, "year": YEAR, "establishments": n}
            for (r, i), n in sorted(totals.items())
        ]
    )


def openings() -> pl.DataFrame:
    recent = activity().with_columns(
        openings=(pl.col("establishments") // 4).cast(pl.Int64), year=pl.lit(2018, pl.Int64)
    )
    early = recent.with_columns(year=pl.lit(2010, pl.Int64))
    return pl.concat([early, recent]).select("region", "industry", "year", "openings")


def indicators() -> pl.DataFrame:
    """Plausible values for every indicator that a build computes."""
    rows: list[tuple[str, str, str, float | None, int]] = []
    frame = activity()
    nation = sum(PLANTS.values())
    for region, industry, _, plants in frame.iter_rows():
        own = _total(region=region)
        everywhere = _total(industry=industry)
        rows += [
            ("establishments", region, industry, float(plants), plants),
            ("share_of_region", region, industry, plants / own, own),
            ("share_of_nation", region, industry, plants / everywhere, everywhere),
            ("location_quotient", region, industry, (plants / own) / (everywhere / nation), plants),
            ("opening_rate", region, industry, 0.25, plants),
        ]
    for region in (*COUNTIES, *TOWNSHIPS):
        own = _total(region=region)
        if own:
            rows.append(("establishments_total", region, "", float(own), own))
            rows.append(("establishment_density", region, "", own / 450.0, own))
            rows.append(("diversity_herfindahl", region, "", 0.5, own))
            rows.append(("opening_rate", region, "", 0.25, own))
            if region in TOWNSHIPS:
                rows += [(name, region, "", value, own) for name, value in _STRUCTURE[region].items()]
    for industry, complexity in _COMPLEXITY.items():
        rows.append(("product_complexity", "", industry, complexity, 0))
        for region, nearness in _NEARNESS.items():
            rows.append(("relatedness_density", region, industry, nearness[industry], 0))
            if PLANTS.get((region, industry), 0) < 5:
                rows.append(("complexity_gain", region, industry, nearness[industry] / 2, 0))
    for industry in (*DIVISIONS, *GROUPS):
        everywhere = _total(industry=industry)
        rows.append(("establishments_industry", "", industry, float(everywhere), everywhere))
        rows += [(name, "", industry, value, everywhere) for name, value in _INDICES]
    columns = ("indicator", "region", "industry", "value", "basis")
    found = pl.DataFrame(rows, schema=columns, orient="row").with_columns(year=pl.lit(YEAR, pl.Int64))
    opened = openings().select(
        pl.lit("openings").alias("indicator"),
        *("region", "industry", "year"),
        value=pl.col("openings").cast(pl.Float64),
        basis="openings",
    )
    return pl.concat([found.select(opened.columns), opened])


_COMPLEXITY = {"111": -1.2, "112": -0.3, "221": 0.4, "222": 1.1}
_NEARNESS = {
    "A1": {"111": 0.5, "112": 0.6, "221": 0.4, "222": 0.7},
    "A2": {"111": 0.4, "112": 0.6, "221": 0.5, "222": 0.55},
    "B1": {"111": 0.1, "112": 0.2, "221": 0.7, "222": 0.8},
}
_STRUCTURE = {
    town: {
        "economic_complexity": score,
        "complexity_outlook": -score / 2,
        "related_variety": 0.5 + score / 10,
        "unrelated_variety": 1.0,
        "krugman_specialisation": 1.2,
    }
    for town, score in {"A1": -0.9, "A2": -0.1, "A3": 0.3, "B1": 1.4, "B2": 0.2}.items()
}
_INDICES = (
    ("krugman_concentration", 0.9),
    ("concentration_herfindahl", 0.4),
    ("locational_gini", 0.6),
    ("ellison_glaeser_count", 0.08),
    ("opening_rate", 0.25),
)


def _total(*, region: str = "", industry: str = "") -> int:
    return sum(
        plants
        for (place, code), plants in PLANTS.items()
        if place.startswith(region) and code.startswith(industry)
    )


def clusters() -> pl.DataFrame:
    rows = [
        (
            "A1-111",
            "例甲紡織聚落",
            "Alpha textile cluster",
            "例甲の繊維集積",
            "A1",
            "111",
            2,
            2,
            110,
            62.5,
            120.2,
            23.1,
            0.002,
        ),
        (
            "B1-221",
            "例乙機械聚落",
            "Beta machinery cluster",
            "例乙の機械集積",
            "B1",
            "221",
            2,
            2,
            80,
            40.0,
            120.2,
            23.3,
            0.004,
        ),
    ]
    columns = (
        "cluster", *NAMES, "lead_region", "lead_industry", "regions", "industries", "establishments", "expected",
        "lon", "lat", "p_value",
    )  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        location_quotient=pl.col("establishments") / pl.col("expected"),
        national_share=pl.lit(0.9),
        opening_rate=pl.lit(0.25),
        relative_opening_rate=pl.lit(1.2),
        q_value=pl.col("p_value") * 2,
    )


def cluster_members() -> pl.DataFrame:
    owners = {"A1-111": ("A", "11"), "B1-221": ("B", "22")}
    rows = [
        (cluster, region, industry, plants, 3.0)
        for cluster, (county, division) in owners.items()
        for (region, industry), plants in PLANTS.items()
        if region.startswith(county) and industry.startswith(division) and plants > 10
    ]
    return pl.DataFrame(
        rows, schema=("cluster", "region", "industry", "establishments", "location_quotient"), orient="row"
    )


def relatedness() -> pl.DataFrame:
    rows = [("111", "112", 0.5, 1), ("221", "222", 0.75, 2)]
    return pl.DataFrame(
        rows, schema=("industry_a", "industry_b", "proximity", "shared_regions"), orient="row"
    )


def industry_space() -> pl.DataFrame:
    rows = [("111", "112", 0.5, 1, True), ("112", "221", 0.4, 1, True), ("221", "222", 0.75, 2, True)]
    columns = ("industry_a", "industry_b", "proximity", "shared_regions", "in_tree")
    return pl.DataFrame(rows, schema=columns, orient="row")


def k_density() -> pl.DataFrame:
    """Hosiery is localised up to 10 km, pumps are dispersed."""
    curves = {"111": [0.08, 0.06, 0.02, 0.02, 0.02], "221": [0.005, 0.005, 0.02, 0.02, 0.02]}
    return pl.DataFrame(
        [
            {
                "industry": industry, "distance_km": 5.0 * step, "k_density": density, "expected": 0.02,
                "local_low": 0.015, "local_high": 0.025, "global_low": 0.01, "global_high": 0.03,
            }
            for industry, curve in curves.items()
            for step, density in enumerate(curve)
        ]
    )  # fmt: skip


def localisation() -> pl.DataFrame:
    rows = [
        ("111", 90, 0, 5.0, 12.0, 0.0, 0.4, 0.0, 0.005, 1.0, 0.0),
        ("221", 60, 1, 5.0, 15.0, 20.0, 0.0, 0.1, 0.6, 0.005, 0.0),
    ]
    columns = (
        "industry", "establishments", "unknown", "bandwidth_km", "median_km", "peak_km", "localisation",
        "dispersion", "p_localised", "p_dispersed", "band_error",
    )  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row")


def hot_spots() -> pl.DataFrame:
    rows = [
        ("111@120.1,23.1", "111", 40, 4.0, 10.0, 0.44, 12.0, 3.3, 120.1, 23.1, 0.005, 0.01, 0.05),
        ("111@120.3,23.1", "111", 9, 3.0, 3.0, 0.1, 6.0, 1.5, 120.3, 23.1, 0.02, 0.04, 0.03),
    ]
    columns = (
        "hot_spot", "industry", "plants", "expected", "relative_density", "industry_share", "area_km2",
        "density", "lon", "lat", "p_value", "q_value", "side",
    )  # fmt: skip
    found = pl.DataFrame(rows, schema=columns, orient="row")
    outlines = [_square(0, 0, side) for side in found["side"]]
    return found.drop("side").with_columns(region=pl.Series(["A1", "A2"]), geometry=pl.Series(outlines))


def autocorrelation() -> pl.DataFrame:
    quadrants = {"A1": "High-High", "A2": "High-High", "A3": "Low-High", "B1": "Low-High", "B2": "Low-Low"}
    rows = [
        (town, industry, 1.5, 0.5, 0.002, 0.01 if (town, industry) in PLANTS else 0.5, quadrant, 2)
        for industry in ("111", "221")
        for town, quadrant in quadrants.items()
    ]
    columns = ("region", "industry", "lag", "moran_local", "p_value", "q_value", "quadrant", "neighbours")
    return pl.DataFrame(rows, schema=columns, orient="row")


def moran() -> pl.DataFrame:
    rows = [("111", 5, 0, 0.4, -0.25, 0.01), ("221", 5, 0, -0.2, -0.25, 0.7)]
    columns = ("industry", "regions", "islands", "moran_global", "expected", "p_value")
    return pl.DataFrame(rows, schema=columns, orient="row")


def cluster_strength() -> pl.DataFrame:
    shared = {
        "unknown": 0, "size_threshold": 0.5, "specialisation_threshold": 2.0, "focus_threshold": 0.6,
        "growth": None, "growth_threshold": None, "growth_star": None, "stars_known": 3,
    }  # fmt: skip
    rows = [
        {"region": "A1", "industry": "11", "establishments": 80.0, "size": 0.71, "size_star": 1,
         "specialisation": 1.8, "specialisation_star": 0, "focus": 1.0, "focus_star": 1, "cluster_strength": 2},
        {"region": "B1", "industry": "22", "establishments": 65.0, "size": 0.73, "size_star": 1,
         "specialisation": 2.3, "specialisation_star": 1, "focus": 1.0, "focus_star": 1, "cluster_strength": 3},
    ]  # fmt: skip
    floats = dict.fromkeys(("growth", "growth_threshold"), pl.Float64)
    return pl.DataFrame([row | shared for row in rows]).cast({**floats, "growth_star": pl.Int64})


def similar_regions() -> pl.DataFrame:
    rows = [("A1", "A2", 0.4, 1), ("A1", "B2", 1.6, 2), ("A2", "A1", 0.4, 1)]
    return pl.DataFrame(rows, schema=("region", "peer", "dissimilarity", "rank"), orient="row")


def shift_share() -> pl.DataFrame:
    """Growth of the townships from 2015 to 2020; the green one is not known."""
    rows = [
        ("A1", 70.0, 80.0, 7.0, 1.0, 2.0),
        ("A2", 40.0, 35.0, 4.0, -3.0, -6.0),
        ("B1", 60.0, 65.0, 6.0, 2.0, -3.0),
        ("B2", None, 17.0, None, None, None),
    ]
    columns = ("region", "before", "after", "national_effect", "mix_effect", "regional_effect")
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        start=2015,
        end=YEAR,
        unknown=0,
        growth=pl.col("after") - pl.col("before"),
        net_shift=pl.col("mix_effect") + pl.col("regional_effect"),
    )


def industry_definitions() -> pl.DataFrame:
    rows = [
        ("111", "C01", 1.2, -0.4, 1),
        ("112", "C01", 0.3, 0.5, 2),
        ("221", "C02", None, 0.1, 1),
    ]
    return pl.DataFrame(rows, schema=("industry", "definition", "within", "between", "rank"), orient="row")


def definition_candidates() -> pl.DataFrame:
    rows = [("location/ward/2", "ward", 2, 0.9, True), ("location/kmeans/3", "kmeans", 3, 0.5, False)]
    columns = ("candidate", "algorithm", "definitions", "validation_score", "chosen")
    return pl.DataFrame(rows, schema=columns, orient="row")


def zones() -> pl.DataFrame:
    rows = [
        (
            "Z1",
            "例甲科學園區",
            "Alpha Science Park",
            "例甲サイエンスパーク",
            "science_park",
            "A1",
            120.1,
            23.1,
            12,
            "mean",
        ),
        (
            "Z2",
            "例乙工業區",
            "Beta Industrial Park",
            "例乙工業団地",
            "industrial_park",
            "B1",
            120.1,
            23.3,
            20,
            "mean",
        ),
        (
            "Z3",
            "例丙加工出口區",
            "Gamma Export Zone",
            "例丙輸出加工区",
            "export_zone",
            "A3",
            120.5,
            23.1,
            3,
            "mean",
        ),
    ]
    columns = ("zone", *NAMES, "kind", "region", "lon", "lat", "establishments", "location_basis")
    return pl.DataFrame(rows, schema=columns, orient="row")


def zone_activity() -> pl.DataFrame:
    rows = [("Z1", "111", YEAR, 8), ("Z1", "11", YEAR, 8), ("Z2", "221", YEAR, 20), ("Z2", "22", YEAR, 20)]
    return pl.DataFrame(rows, schema=("zone", "industry", "year", "establishments"), orient="row")


def findings() -> pl.DataFrame:
    told: list[tuple[str, str, str, str, str, Text]] = [
        ("F1", "cluster-strong", "cluster", "A1-111", "strength",
         Text("例甲紡織聚落很鮮明。", "The Alpha textile cluster is pronounced.", "例甲の繊維集積は際立っています。")),
        ("F2", "region-one-industry", "region", "A1", "risk",
         Text("紅鎮依賴一個產業。", "Red Town leans on one industry.", "紅鎮は一つの産業に依存しています。")),
        ("F3", "industry-concentrated", "industry", "111", "strength",
         Text("虛構織襪業很集中。", "Imaginary hosiery is concentrated.", "架空の靴下製造業は集中しています。")),
        ("F4", "zone-specialised", "zone", "Z1", "strength",
         Text("例甲科學園區以織襪見長。", "Alpha Science Park knits.", "例甲サイエンスパークは靴下に特化。")),
        ("F5", "country-note", "country", "LAND-2020", "chance",
         Text("這個國家是虛構的。", "This country is imaginary.", "この国は架空です。")),
    ]  # fmt: skip
    return pl.DataFrame(
        [
            {
                "finding": code, "rule": rule, "subject_kind": kind, "subject": subject, "level": level,
                "text_zh_hant": text.zh_hant, "text_en": text.en, "text_ja": text.ja,
                "numbers": json.dumps({"establishments": 110, "location_quotient": 3.0}),
                "because": json.dumps([{"indicator": "location_quotient", "subject": subject}]),
                "confidence": "high", "weight": 10.0 - number,
            }
            for number, (code, rule, kind, subject, level, text) in enumerate(told)
        ]
    )  # fmt: skip


def tables() -> dict[str, pl.DataFrame]:
    """Every public table, and private ones that must never be served."""
    return {
        "regions": regions(),
        "industries": industries(),
        "activity": activity(),
        "openings": openings(),
        "indicators": indicators(),
        "clusters": clusters(),
        "cluster_members": cluster_members(),
        "relatedness": relatedness(),
        "industry_space": industry_space(),
        "k_density": k_density(),
        "localisation": localisation(),
        "hot_spots": hot_spots(),
        "autocorrelation": autocorrelation(),
        "moran": moran(),
        "cluster_strength": cluster_strength(),
        "similar_regions": similar_regions(),
        "shift_share": shift_share(),
        "industry_definitions": industry_definitions(),
        "definition_candidates": definition_candidates(),
        **fictional_clusters.tables(),
        "zones": zones(),
        "zone_activity": zone_activity(),
        "neighbours": pl.DataFrame(
            {"region_a": ["A1", "A2", "A1"], "region_b": ["A2", "A3", "B1"], "shared_km": [20.0, 20.0, 20.0]}
        ),
        "findings": findings(),
        "problems": pl.DataFrame(
            {
                "import": ["table-x"],
                "kind": ["date"],
                "outcome": ["emptied"],
                "column": ["opened"],
                "problems": [7],
            }
        ),
        "establishments": pl.DataFrame(
            {"establishment": ["1"], "name": ["絕密股份有限公司"], "region": ["A1"]}
        ),
        "organisations": pl.DataFrame({"organisation": ["1"], "name": ["絕密股份有限公司"]}),
    }


def evidence(folder: Path, build: str = "0123456789abcdef") -> Evidence:
    """The evidence of the Land of Examples."""
    held = tables()
    manifest: dict[str, Any] = {
        "hash": build,
        "renkei": "0.1.0",
        "year": YEAR,
        "inputs": [
            {"id": "table-x", "source": "table", "files": [{"name": "x.csv", "sha256": "0" * 64, "bytes": 1}],
             "problems": 7, "rows_in": 100, "rows_kept": 98, "rows_set_aside": 2}
        ],
        "tables": {name: {"rows": frame.height, "columns": frame.columns} for name, frame in held.items()},
        "skipped": [],
    }  # fmt: skip
    config = WorkspaceConfig(
        name=Text("範例國製造業圖集", "Atlas of the Land of Examples", "例示国の製造業アトラス"),
        language="zh-Hant",
        data=DataChoice(geography="LAND-2020", classification="IMAGINED-1", year=YEAR),
    )
    return Evidence(build, folder, manifest, config, held)
