"""A small fictional country: 36 square townships in 4 counties, 6 industries, two planted clusters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.evidence import DataChoice, Workspace, WorkspaceConfig, create_workspace, import_files
from renkei.evidence.config import ClusterThresholds
from renkei.language import Text

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 6
CONFIG = WorkspaceConfig(
    name=Text("試驗國", "Testland", "試験国"),
    language="en",
    data=DataChoice(geography="XX-2020", classification="XIC-1", year=2020),
    clusters=ClusterThresholds(permutations=499),
)


def square(x: float, y: float) -> str:
    ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def regions() -> pl.DataFrame:
    rows = []
    for county in range(4):
        rows.append({"region": f"C{county}", "level": "county", "name_en": f"County {county}"})
    for i in range(SIDE * SIDE):
        x, y = 120 + 0.1 * (i % SIDE), 23 + 0.1 * (i // SIDE)
        county = 2 * (i // SIDE >= SIDE // 2) + (i % SIDE >= SIDE // 2)
        rows.append(
            {
                "region": f"T{i:02}",
                "level": "township",
                "name_en": f"Township {i}",
                "name_zh_hant": f"第{i}鎮",
                "parent": f"C{county}",
                "geometry": square(x, y),
                "lon": x + 0.05,
                "lat": y + 0.05,
                "area_km2": 113.0,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(geography=pl.lit("XX-2020"))


def industries() -> pl.DataFrame:
    divisions = [{"industry": f"D{d}", "level": "division", "name_en": f"Division {d}"} for d in range(2)]
    groups = [
        {"industry": f"G{g}", "level": "group", "name_en": f"Group {g}", "parent": f"D{g // 3}"}
        for g in range(6)
    ]
    return pl.DataFrame(divisions + groups, infer_schema_length=None).with_columns(
        classification=pl.lit("XIC-1")
    )


def activity() -> pl.DataFrame:
    rng = np.random.default_rng(20)
    size = rng.uniform(20, 60, SIDE * SIDE)
    counts = np.stack([rng.multinomial(300, size / size.sum()) for _ in range(6)], axis=1)
    counts[[7, 8, 13, 14], 0] += 60
    counts[30, 5] += 70
    rows = [
        (f"T{r:02}", f"G{g}", 2020, int(n))
        for r, line in enumerate(counts)
        for g, n in enumerate(line)
        if n > 0
    ]
    return pl.DataFrame(rows, schema=["region", "industry", "year", "establishments"], orient="row")


def openings() -> pl.DataFrame:
    recent = activity().with_columns(openings=pl.col("establishments") // 4 + 1, year=pl.lit(2018))
    early = activity().with_columns(openings=pl.col("establishments"), year=pl.lit(1990))
    return pl.concat([recent, early]).drop("establishments")


def zones() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "zone": ["alpha", "beta"],
            "name_zh_hant": ["甲園區", "乙工業區"],
            "name_en": ["Alpha Park", "Beta Estate"],
            "name_ja": ["甲パーク", "乙工業団地"],
            "kind": ["science_park", "industrial_park"],
            "region": ["T07", "T30"],
            "lon": [120.15, 120.05],
            "lat": [23.15, 23.55],
            "establishments": [40, 60],
        }
    )


TABLES = {
    "regions": regions,
    "industries": industries,
    "activity": activity,
    "openings": openings,
    "zones": zones,
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The fictional country, imported but not built."""
    made = create_workspace(tmp_path / "ws", CONFIG)
    for name, table in TABLES.items():
        file = tmp_path / f"{name}.csv"
        table().write_csv(file)
        import_files(made, "table", [file])
    return made
