"""What the pages of industries and regions say about closeness, families, the space, and where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.evidence import Evidence
from renkei.office.atlas import edition as shelf, nearness
from renkei.office.atlas.chances import prospect
from renkei.office.atlas.growth import growth_among
from renkei.office.atlas.space import present_industries, space_nodes
from renkei.office.atlas.standing import standings
from tests.office import fictional
from tests.office.pages import PAGES, Page

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from renkei.office.atlas.edition import Edition

STUDIES = (
    "industry_space", "k_density", "localisation", "hot_spots", "autocorrelation", "moran",
    "cluster_strength", "similar_regions", "shift_share", "industry_definitions", "definition_candidates",
)  # fmt: skip


def text(reader: Client, path: str) -> str:
    response = reader.get(f"/en/{path}")
    assert response.status_code == 200
    return Page(response.content.decode()).text


def test_a_localised_industry_says_how_far_and_how_surely(reader: Client) -> None:
    said = text(reader, "industries/111/")
    assert "Localised: up to 9 km apart there are more pairs of its plants than chance" in said
    assert "(p = 0.005)" in said
    assert "Half of all pairs of its 90 plants lie closer than 12 km." in said


def test_a_dispersed_industry_has_the_chance_of_error_of_being_dispersed(reader: Client) -> None:
    said = text(reader, "industries/221/")
    assert "Dispersed: 0–7 km apart there are fewer pairs" in said
    assert "(p = 0.005)" in said
    assert "Plants of unknown place, left out: 1." in said


def test_an_industry_whose_distances_were_not_computed_says_so(reader: Client) -> None:
    assert "Too few plants of known place to compare" in text(reader, "industries/112/")


def test_a_division_sends_its_reader_to_its_parts(reader: Client) -> None:
    assert "are computed at the level “Groups (3 digits)”" in text(reader, "industries/11/")


def test_neighbours_that_may_be_alike_by_chance_are_not_called_alike(edition: Edition) -> None:
    found = dict(nearness.quadrants(edition, "111").iter_rows())
    assert found == {
        "A1": "high-high",
        "A2": "high-high",
        "A3": "not significant",
        "B1": "not significant",
        "B2": "not significant",
    }


def test_an_industry_unlike_chance_in_no_way_says_so(reader: Client) -> None:
    said = text(reader, "industries/221/")
    assert "No more than chance would have it: Moran’s I of the location quotient is -0.20" in said


def test_a_hot_spot_is_named_after_the_region_it_lies_in(edition: Edition) -> None:
    assert nearness.hot_spots(edition, "111")["region"].to_list() == ["A1", "A2"]


def test_a_region_is_specialised_from_the_national_share_and_five_plants_on(edition: Edition) -> None:
    assert present_industries(edition, "A1") == ["111", "112"]
    assert present_industries(edition, "A3") == []


def test_the_space_of_a_region_marks_what_it_has_and_that_of_none_leaves_it_open(edition: Edition) -> None:
    marked = space_nodes(edition, "en", "A1")
    assert dict(marked.select("industry", "present").iter_rows())["111"]
    assert space_nodes(edition, "en")["present"].null_count() == 4


def test_the_space_takes_a_region_by_code_or_name_and_says_if_there_is_none(reader: Client) -> None:
    by_code, by_name = text(reader, "space/?region=A1"), text(reader, "space/?region=red+town,+alpha+county")
    assert "Red Town, Alpha County is specialised in 2 of 4 industries." in by_code
    assert "Red Town, Alpha County is specialised in 2 of 4 industries." in by_name
    assert "There is no region" in text(reader, "space/?region=nowhere")


def test_chances_are_near_complex_and_absent(edition: Edition) -> None:
    found = prospect(edition, "A1")
    assert found is not None
    assert found.present == 2
    assert found.middles == (pytest.approx(0.55), pytest.approx(0.05))
    assert found.chances["industry"].to_list() == ["222"]


def test_a_region_that_is_specialised_in_nothing_has_no_prospect(edition: Edition, reader: Client) -> None:
    assert prospect(edition, "A3") is None
    assert "so that nothing can be called near" in text(reader, "regions/A3/")
    assert "computed at the level “Townships and districts”" in text(reader, "regions/A/")


def test_ranks_count_the_regions_that_are_known(edition: Edition) -> None:
    (complexity,) = standings(edition, edition.region("B1"), ("economic_complexity",))
    assert (complexity.value, complexity.rank, complexity.of) == (1.4, 1, 5)
    assert standings(edition, edition.region("A"), ("economic_complexity",)) == []


def test_growth_is_compared_with_neighbours_and_like_regions_as_a_share(edition: Edition) -> None:
    found = growth_among(edition, "A1")
    assert found is not None
    assert found.rows.sort("region")["region"].to_list() == ["A1", "A2", "B1", "B2"]
    own = found.rows.row(by_predicate=pl.col("region") == "A1", named=True)
    assert own["growth"] == pytest.approx(10 / 70)
    assert own["national"] + own["mix"] + own["regional"] == pytest.approx(own["growth"])


def test_similar_regions_lead_to_the_comparison(reader: Client) -> None:
    page = Page(reader.get("/en/regions/A1/").content.decode())
    assert "/en/compare/?region=A1&region=A2&region=B2" in page.links


def test_families_tell_their_members_and_how_they_were_chosen(reader: Client) -> None:
    said = text(reader, "industries/groups/")
    assert "2 groups of industries" in said
    assert "2 ways of grouping were tried" in said
    assert "Ward’s hierarchical method" in said
    assert "90% of groups and industries pass" in said
    page = Page(reader.get("/en/industries/111/").content.decode())
    assert "/en/industries/groups/#C01" in page.links


def test_an_industry_without_a_family_or_alone_in_one_says_so(reader: Client) -> None:
    assert "It belongs to none" in text(reader, "industries/222/")
    assert "It stands alone" in text(reader, "industries/221/")
    page = Page(reader.get("/en/industries/groups/").content.decode())
    assert "outside" in page.ids
    assert "/en/industries/222/" in page.links


def test_an_industry_between_two_families_is_said_to_be(reader: Client) -> None:
    assert "at least as much like another family" in text(reader, "industries/112/")
    assert "at least as much like another family" not in text(reader, "industries/111/")


def test_an_indicator_is_mapped_at_the_levels_for_which_it_was_computed(reader: Client) -> None:
    page = Page(reader.get("/en/map/?indicator=economic_complexity&level=county").content.decode())
    assert "Yellow Township" in page.text
    levels = [one.get("value") for tag, one in page.tags if tag == "option"]
    assert "township" in levels
    assert "county" not in levels


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith(("ind", "reg", "space", "map"))])
def test_pages_cope_without_any_study(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, reader: Client, tmp_path: Path, path: str
) -> None:
    bare = {name: frame for name, frame in fictional.tables().items() if name not in STUDIES}
    told = bare["indicators"].filter(~pl.col("indicator").str.contains("complexity|relatedness|variety"))
    old = edition.evidence
    poor = shelf.Edition(Evidence(old.hash, tmp_path, old.manifest, old.config, {**bare, "indicators": told}))
    monkeypatch.setattr(shelf, "Edition", lambda _evidence: poor)
    monkeypatch.setattr(shelf, "_shelf", shelf._Shelf())
    assert reader.get(f"/en/{path}").status_code == 200


def test_a_prospect_of_few_specialisations_is_to_be_read_with_care(reader: Client) -> None:
    assert "specialised in few industries (2)" in text(reader, "regions/A1/")


def test_an_apostrophe_in_what_a_table_holds_is_written_once(reader: Client) -> None:
    assert "Places where an industry's plants are far denser" in text(reader, "data/")
