"""The United States' industries from open data: activity by state or county, trade between them, definitions.

Read by `benchmarks/definitions.py` and by the tests on real data; the folder is that of the tests
(`RENKEI_TEST_DATA`). Quirks of the files are dealt with here and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters import bea_naics_concordance

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.clusters import Concordance

# Persons employed in the middle of each size class that stands for suppressed employment (source: the
# documentation of County Business Patterns); an estimate, as Porter (2003) uses it.
CLASS_MIDDLES: Final = {
    "A": 10, "B": 60, "C": 175, "E": 375, "F": 750, "G": 1_750,
    "H": 3_750, "I": 7_500, "J": 17_500, "K": 37_500, "L": 75_000, "M": 100_000,
}  # fmt: skip


def state_activity(folder: Path, year: int) -> pl.DataFrame:
    """States × six-digit NAICS of one year: region, industry, establishments, jobs, flag.

    Codes are padded ("31----", "11311/"); the leaf codes are kept and filled up with zeros to six digits.
    Suppressed employment (given as 0 with a class) is the middle of its class, flagged `estimated`.
    """
    source = folder / "us_county_naics" / "cbp_state_naics6_multi_year.csv.gz"
    rows = pl.read_csv(source, infer_schema=False).filter(pl.col("year") == str(year))
    rows = rows.with_columns(pl.col("naics").str.strip_chars("-/").alias("code"))
    codes = set(rows["code"]) - {""}
    within = {code[:digits] for code in codes for digits in range(2, len(code))}
    size_class = pl.col("empflag").str.strip_chars().fill_null("")
    middle = size_class.replace_strict(CLASS_MIDDLES, default=None, return_dtype=pl.Float64)
    return rows.filter(pl.col("code").is_in(sorted(codes - within))).select(
        pl.col("fipstate").str.zfill(2).alias("region"),
        pl.col("code").str.pad_end(6, "0").alias("industry"),
        pl.col("est").cast(pl.Int64).alias("establishments"),
        pl.when(size_class == "").then(pl.col("emp").cast(pl.Float64)).otherwise(middle).alias("jobs"),
        pl.when(size_class == "").then(pl.lit("reported")).otherwise(pl.lit("estimated")).alias("state"),
    )


def county_activity(folder: Path) -> pl.DataFrame:
    """Counties × four-digit NAICS, mean of 2012–2016: region, industry, establishments, jobs (an imputation)."""
    rows = pl.read_csv(folder / "us_county_naics" / "naics4_all.csv.gz", infer_schema=False)
    return rows.select(
        pl.col("id").str.zfill(5).alias("region"),
        pl.col("relevant_naics").str.strip_chars().alias("industry"),
        pl.col("estab").cast(pl.Float64).alias("establishments"),
        pl.col("emp_est3").cast(pl.Float64).fill_nan(None).clip(0).alias("jobs"),
    )


def benchmark_definitions(folder: Path) -> pl.DataFrame:
    """The published definitions: industry (NAICS), definition, traded; pseudo-codes are left out."""
    source = folder / "cluster_definitions" / "NAICS_crosswalks_to_Cluster_system.xlsx"
    rows = pl.read_excel(source, engine="openpyxl", infer_schema_length=None)
    rows = rows.rename({name: name.strip() for name in rows.columns})
    text = pl.all().cast(pl.String).str.strip_chars()
    real = rows.select(text).filter(pl.col("EmsiSpecificNAICS (non standard)").str.to_lowercase() == "false")
    return real.filter(pl.col("Cluster") != "NA").select(
        pl.col("NAICS").alias("industry"),
        pl.col("Cluster").alias("definition"),
        (pl.col("TradedLocal") == "Traded").alias("traded"),
    )


def by_four_digits(definitions: pl.DataFrame) -> pl.DataFrame:
    """The definitions of four-digit codes: the one that most of a code's six-digit industries belong to."""
    counted = definitions.with_columns(pl.col("industry").str.head(4)).group_by("industry", "definition")
    most = counted.agg(pl.len(), pl.col("traded").first()).sort(
        "industry", "len", "definition", descending=[False, True, False]
    )
    return most.unique("industry", keep="first", maintain_order=True).drop("len")


def make_and_use(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The Make (industry, commodity, value) and Use (commodity, industry, value) tables of 2012, million USD.

    14 negative uses (used goods, insurance, government enterprises; 1,967 million in all) are left out.
    """
    made = pl.read_csv(folder / "us_bea_io" / "Detail_Make_2012_AfterRedef.csv", infer_schema_length=None)
    used = pl.read_csv(folder / "us_bea_io" / "Detail_Use_2012_PRO_AfterRedef.csv", infer_schema_length=None)
    industries = [code for code in made["rownames"] if not code.startswith("T0")]
    commodities = [code for code in made.columns[1:] if not code.startswith("T0")]
    make = _long(made, industries, commodities, ("industry", "commodity"))
    return make, _long(used, commodities, industries, ("commodity", "industry"))


def bea_to_naics(folder: Path, version: str = "2007", digits: int = 6) -> Concordance:
    """The concordance from BEA detail codes to NAICS."""
    crosswalk = pl.read_csv(folder / "us_bea_io" / "MasterCrosswalk2012.csv", infer_schema=False)
    return bea_naics_concordance(crosswalk, version=version, digits=digits)  # type: ignore[arg-type]


def _long(wide: pl.DataFrame, rows: list[str], columns: list[str], names: tuple[str, str]) -> pl.DataFrame:
    kept = wide.filter(pl.col("rownames").is_in(rows)).select("rownames", *columns)
    long = kept.unpivot(index="rownames", variable_name=names[1], value_name="value")
    return long.rename({"rownames": names[0]}).filter(pl.col("value") > 0.0)
