"""The addresses of the atlas, below the language."""

from __future__ import annotations

from django.urls import path, register_converter

from renkei.office.atlas.views.about import about
from renkei.office.atlas.views.atlas_map import atlas_map
from renkei.office.atlas.views.clusters import cluster, clusters
from renkei.office.atlas.views.compare import compare
from renkei.office.atlas.views.data import data, data_file, data_table
from renkei.office.atlas.views.findings import cited, findings, one_finding
from renkei.office.atlas.views.industries import industries, industry
from renkei.office.atlas.views.near import near, near_file
from renkei.office.atlas.views.pictures import picture_file
from renkei.office.atlas.views.regions import region, region_brief, regions
from renkei.office.atlas.views.search import search
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
    path("clusters/<str:code>/", cluster, name="cluster"),
    path("regions/", regions, name="regions"),
    path("regions/<str:code>/", region, name="region"),
    path("regions/<str:code>/brief.html", region_brief, name="region_brief"),
    path("compare/", compare, name="compare"),
    path("industries/", industries, name="industries"),
    path("industries/<str:code>/", industry, name="industry"),
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
