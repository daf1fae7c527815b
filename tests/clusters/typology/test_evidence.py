"""Each item of evidence is what it says, on tables small enough to count by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from renkei.clusters import cluster_evidence
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

MEMBERS = pl.DataFrame({"cluster": ["c", "c"], "region": ["r", "s"], "industry": ["i", "j"]})


def plants(**changes: Any) -> pl.DataFrame:
    """Twelve plants in the cluster's cells (eight in r, four in s), one outside; firms A (2 plants), B … K."""
    firms = ["A", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"]
    columns: dict[str, Any] = {
        "establishment": [f"p{n:02}" for n in range(13)],
        "organisation": firms,
        "region": ["r"] * 8 + ["s"] * 4 + ["t"],
        "industries": [["i", "k"]] * 8 + [["j"]] * 4 + [["i"]],
        "opened": [date(2018, 1, 1)] * 3 + [date(2000, 1, 1)] * 10,
        "jobs": [300.0, 100.0, 120.0, 80.0] + [50.0] * 8 + [1000.0],
        "zone": ["z"] * 3 + [None] * 10,
    }
    return pl.DataFrame(columns | changes, schema_overrides={"zone": pl.String})


def organisations(**changes: Any) -> pl.DataFrame:
    """A and B have a parent elsewhere; U is a university in r, Z a customer elsewhere."""
    names = [*"ABCDEFGHIJKL", "U", "Z", "parent"]
    columns: dict[str, Any] = {
        "organisation": names,
        "name": names,
        "region": ["r"] * 13 + ["far", "far"],
        "parent": ["parent", "parent", *([None] * 13)],
        "sectors": [["industry"]] * 12 + [["academia"], ["industry"], ["industry"]],
    }
    return pl.DataFrame(columns | changes)


def links() -> pl.DataFrame:
    """Supply: A sells to B … G (6, local), Z buys from A, H, I, J (4, outside); research: K and L with U."""
    rows = [("A", name, "supply", f"s{name}") for name in "BCDEFG"]
    rows += [(name, "Z", "supply", f"z{name}") for name in "AHIJ"]
    rows += [
        ("K", "U", "joint project", "u1"),
        ("C", "D", "joint project", "u2"),
        ("L", "U", "joint project", "u3"),
    ]
    columns = ["source_organisation", "target_organisation", "kind", "event"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def items(tables: dict[str, Any], **options: Any) -> dict[str, float | None]:
    found = cluster_evidence(MEMBERS, tables, **options)
    return dict(found.select("item", "value").iter_rows())


ALL = {"establishments": plants(), "organisations": organisations(), "links": links()}


def test_sizes_by_hand() -> None:
    """1,000 jobs: A 400, B 120, C 80, the rest 50 each; one pair of the 66 pairs of plants is A's."""
    found = items(ALL, year=2020)
    assert found["largest_firms_share"] == pytest.approx(600 / 1000)
    assert found["small_plants_share"] == pytest.approx(480 / 1000)
    assert found["firm_plants_herfindahl"] == pytest.approx(1 / 66)


def test_control_is_weighed_by_jobs_and_by_plants_where_jobs_are_unknown() -> None:
    assert items(ALL)["external_control_share"] == pytest.approx(520 / 1000)
    counted = ALL | {"establishments": plants().drop("jobs")}
    assert items(counted)["external_control_share"] == pytest.approx(3 / 12)


def test_links_by_hand() -> None:
    """12 links touch the cluster, 7 of them within it; 6 of the 10 supply links stay; A, B, C are the largest."""
    found = items(ALL)
    assert found["local_supply_share"] == pytest.approx(6 / 10)
    assert found["public_link_share"] == pytest.approx(1 / 12)
    assert found["knowledge_link_share"] == pytest.approx(1 / 12)
    assert found["vertical_links_per_firm"] == pytest.approx(6 / 11)
    assert found["horizontal_links_per_firm"] == pytest.approx(1 / 11)
    assert found["linked_institutions"] == 1
    assert found["hub_link_share"] is None, "seven links are too few for a share"


def test_hub_links_are_those_of_the_three_largest_firms() -> None:
    more = pl.concat(
        [links(), links().filter(pl.col("kind") == "supply").with_columns(event=pl.col("event") + "b")]
    )
    doubled = ALL | {"links": more}
    assert items(doubled)["hub_link_share"] == pytest.approx(
        1.0
    )  # A's 12, and C with D: C is one of the three
    alone = plants(jobs=[300.0, 100.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 51.0, 52.0, 50.0, 50.0, 9.0])
    assert items(doubled | {"establishments": alone})["hub_link_share"] == pytest.approx(12 / 13)


def test_ages_and_zones_by_hand() -> None:
    found = items(ALL, year=2020)
    assert found["opening_rate"] == pytest.approx(3 / 12)
    assert found["public_zone_share"] == pytest.approx(3 / 12)
    assert "turnover_rate" not in found, "no closing was ever recorded"


def test_turnover_counts_openings_and_closings_per_year() -> None:
    """Three opened and one closed in five years; 9 plants stood before, 11 after: (3 + 1) / 2 / 5 / 10."""
    shut = plants(closed=[None] * 11 + [date(2019, 6, 1), None])
    found = items(ALL | {"establishments": shut}, year=2020)
    assert found["turnover_rate"] == pytest.approx(0.4 / 10)
    assert found["opening_rate"] == pytest.approx(3 / 11), "a closed plant is no plant of today"


def test_jobs_of_public_bodies_are_those_in_the_clusters_regions() -> None:
    extra = pl.DataFrame(
        {"establishment": ["u1", "u2"], "organisation": ["U", "U"], "region": ["r", "t"], "industries": [["x"], ["x"]],
         "opened": [date(1990, 1, 1)] * 2, "jobs": [250.0, 900.0], "zone": [None, None]},
        schema=plants().schema,
    )  # fmt: skip
    found = items(ALL | {"establishments": pl.concat([plants(), extra])})
    assert found["public_jobs_share"] == pytest.approx(250 / 1250)


def test_technology_and_patents_by_hand() -> None:
    industries = pl.DataFrame(
        {
            "classification": ["x"] * 3,
            "industry": ["i", "j", "k"],
            "level": ["l"] * 3,
            "technology": ["high", "low", None],
        }
    )
    patents = pl.DataFrame(
        {"document": ["d1", "d2"], "kind": ["patent"] * 2, "organisations": [["A", "B"], ["L"]]}
    )
    found = items(ALL | {"industries": industries, "documents": patents})
    assert found["high_technology_share"] == pytest.approx(8 / 12)
    # Two patents on 11 firms here; three on the 12 firms of these industries anywhere.
    assert found["patent_ratio"] == pytest.approx((2 / 11) / (3 / 12))


def test_what_most_plants_do_not_tell_is_unknown() -> None:
    told = [300.0, 100.0, 120.0, *([None] * 9), 1000.0]
    found = items(ALL | {"establishments": plants(jobs=told)})
    assert found["largest_firms_share"] is None
    assert found["small_plants_share"] is None
    assert found["external_control_share"] == pytest.approx(3 / 12), "counted, as jobs are not known of each"


def test_regions_of_another_level_say_nothing_about_control() -> None:
    counties = ALL | {"organisations": organisations(region=["county"] * 15)}
    assert "external_control_share" not in items(counties)


def test_plants_alone_say_what_plants_can() -> None:
    bare = plants().select("establishment", "organisation", "region", "industries")
    assert items({"establishments": bare}) == {"firm_plants_herfindahl": pytest.approx(1 / 66)}


def test_a_plant_without_organisation_is_a_firm_of_its_own() -> None:
    nameless = plants(organisation=["A", "A", *([None] * 11)])
    found = cluster_evidence(MEMBERS, {"establishments": nameless})
    row = found.filter(pl.col("item") == "firm_plants_herfindahl").row(0, named=True)
    assert (row["known_share"], row["value"]) == (pytest.approx(2 / 12), None)


def test_any_kind_of_frame_is_taken_and_given_back(kind: Kind) -> None:
    tables = {name: kind.frame(table) for name, table in ALL.items()}
    found = kind.rows(cluster_evidence(kind.frame(MEMBERS), tables))
    assert found.sort("item").equals(cluster_evidence(MEMBERS, ALL).sort("item"))


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"links, ownership\. Give `establishments`"):
        cluster_evidence(MEMBERS, ALL | {"ownership": plants()})  # type: ignore[dict-item]


def test_no_establishments_are_refused() -> None:
    with pytest.raises(ParameterError, match="Give `establishments`"):
        cluster_evidence(MEMBERS, {"links": links()})


def test_clusters_at_another_level_are_refused() -> None:
    with pytest.raises(TableError, match="No plant of `establishments` lies in a region and industry"):
        cluster_evidence(MEMBERS.with_columns(region=pl.lit("county")), ALL)


def test_plants_without_industries_are_refused() -> None:
    with pytest.raises(TableError, match="lacks the column"):
        cluster_evidence(MEMBERS, {"establishments": plants().drop("industries")})


def test_less_than_a_year_is_refused() -> None:
    with pytest.raises(ParameterError, match="`years` is 0"):
        cluster_evidence(MEMBERS, ALL, years=0)
