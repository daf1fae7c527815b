"""The addresses of the atlas, below the language."""

from __future__ import annotations

from django.urls import path, register_converter

from renkei.office.atlas.views.about import about
from renkei.office.atlas.views.atlas_map import atlas_map
from renkei.office.atlas.views.cluster import cluster, evidence_file
from renkei.office.atlas.views.cluster_groups import cluster_group, cluster_groups
from renkei.office.atlas.views.clusters import clusters
from renkei.office.atlas.views.compare import compare
from renkei.office.atlas.views.data import data, data_file, data_table
from renkei.office.atlas.views.families import industry_families
from renkei.office.atlas.views.findings import cited, findings, one_finding
from renkei.office.atlas.views.industries import industries
from renkei.office.atlas.views.industry import industry
from renkei.office.atlas.views.near import near, near_file
from renkei.office.atlas.views.pictures import picture_file
from renkei.office.atlas.views.region import region, region_brief
from renkei.office.atlas.views.regions import regions
from renkei.office.atlas.views.search import search
from renkei.office.atlas.views.space import industry_space
from renkei.office.atlas.views.start import start
from renkei.office.atlas.views.zones import zone, zones


class FileFormatConverter:
    """The formats in which tables are handed out."""

    regex = "csv|parquet"

    def to_python(self, value: str) -> str:
        """The format."""
        return value

    def to_url(self, value: str) -> str:
        """The format."""
        return value


register_converter(FileFormatConverter, "form")

urlpatterns = [
    path("", start, name="start"),
    path("map/", atlas_map, name="map"),
    path("clusters/", clusters, name="clusters"),
    path("clusters/groups/", cluster_groups, name="cluster_groups"),
    path("clusters/groups/<str:code>/", cluster_group, name="cluster_group"),
    path("clusters/<str:code>/", cluster, name="cluster"),
    path("clusters/<str:code>/evidence.csv", evidence_file, name="cluster_evidence_file"),
    path("regions/", regions, name="regions"),
    path("regions/<str:code>/", region, name="region"),
    path("regions/<str:code>/brief.html", region_brief, name="region_brief"),
    path("compare/", compare, name="compare"),
    path("industries/", industries, name="industries"),
    path("industries/groups/", industry_families, name="families"),
    path("industries/<str:code>/", industry, name="industry"),
    path("space/", industry_space, name="space"),
    path("zones/", zones, name="zones"),
    path("zones/<str:code>/", zone, name="zone"),
    path("near/", near, name="near"),
    path("near.csv", near_file, name="near_file"),
    path("findings/", findings, name="findings"),
    path("findings/<str:code>/", one_finding, name="finding"),
    path("cited/<str:build>/<str:code>/", cited, name="cited"),
    path("data/", data, name="data"),
    path("data/<str:name>/", data_table, name="data_table"),
    path("data/<str:name>.<form:form>", data_file, name="data_file"),
    path("pictures/<str:name>.json", picture_file, name="picture"),
    path("search/", search, name="search"),
    path("about/", about, name="about"),
]
