"""The regional brief as one HTML file: style and pictures inside, no script, nothing fetched."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from markupsafe import Markup

from renkei.charts import (
    Overlay,
    Picture,
    Quantity,
    Sheet,
    amount_scale,
    as_svg,
    openings_line,
    palette_css,
    ranking_bars,
    region_map,
)
from renkei.clusters.catalogue import INDICATORS
from renkei.evidence import origin_sentences, sources_of
from renkei.language import (
    formatted_count,
    formatted_number,
    formatted_percent,
    joined_list,
    translated,
    translator,
)
from renkei.report.chapters import MINIMUM_PLANTS, Chapters, chapters
from renkei.report.formulas import mathml
from renkei.tables.words import LEVEL_WORDS, PLACE_KIND_WORDS

if TYPE_CHECKING:
    from jinja2 import Environment

    from renkei.evidence import Evidence
    from renkei.language import LanguageCode

METHOD: Final = (
    "location_quotient",
    "share_of_region",
    "share_of_nation",
    "establishment_density",
    "diversity_herfindahl",
    "opening_rate",
    "momentum",
    "life_cycle_stage",
    "relatedness_density",
    "product_complexity",
    "complexity_gain",
    "related_variety",
    "economic_complexity",
    "complexity_outlook",
)
SHARES: Final = frozenset({"opening_rate"})
SHOWN: Final = 12
"""Rows of a table of words or chances at most."""
WIDTH: Final = 720


def regional_brief(evidence: Evidence, region: str, language: LanguageCode) -> str:
    """The brief of `region` (a code) in `language` as the text of a self-contained HTML file.

    Raises `NotFoundError` if the build has no such region.
    """
    content = chapters(evidence, region, language)
    page = _environment().get_template("brief.html")
    translate = translator(language).gettext
    return page.render(
        it=content,
        language=language,
        workspace=evidence.config.name.in_language(language),
        year=evidence.year,
        hash=evidence.hash,
        version=evidence.manifest["renkei"],
        inputs=evidence.manifest["inputs"],
        origins=origin_sentences(evidence, language),
        sources=sources_of(evidence),
        skipped=evidence.manifest["skipped"],
        style=_style(),
        figures=_figures(content, language),
        pictures=_pictures(evidence, content, language),
        method=[INDICATORS[name] for name in METHOD],
        # The catalogue is ours, and `mathml` escapes what it sets.
        mathml=lambda formula: Markup(mathml(formula, language)),  # noqa: S704
        minimum=MINIMUM_PLANTS,
        shown=SHOWN,
        names={name: one.name.in_language(language) for name, one in INDICATORS.items()},
        units={
            name: "" if name in SHARES else one.unit.in_language(language) for name, one in INDICATORS.items()
        },
        listed=lambda items: joined_list(items, language),
        written=lambda name, value: _written(name, value, language),
        levels={level: translate(word) for level, word in LEVEL_WORDS.items()},
        kinds={kind: translate(word) for kind, word in PLACE_KIND_WORDS.items()},
        _=translate,
        count=lambda value: formatted_count(value, language),
        number=lambda value, digits=1: formatted_number(value, language, digits),
        percent=lambda value: formatted_percent(value, language),
    )


def _written(indicator: str, value: float | None, language: LanguageCode) -> str:
    """A value of `indicator` as the brief writes it: shares in per cent."""
    if indicator in SHARES:
        return formatted_percent(value, language)
    return formatted_number(value, language, INDICATORS[indicator].digits)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("renkei.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> Any:
    own = (files("renkei.report") / "templates" / "brief.css").read_text(encoding="utf-8")
    # Our own style sheet and palette hold nothing that a user wrote.
    return Markup(palette_css() + own)  # noqa: S704


def _figures(content: Chapters, language: LanguageCode) -> list[tuple[str, str, str]]:
    """Label, value and unit of the key figures."""
    values = content.figures
    equivalent = values["diversity_herfindahl"] and 1 / values["diversity_herfindahl"]
    plants = translated("Plants", language), formatted_count(values["establishments_total"], language), ""
    density = formatted_number(values["establishment_density"], language, 1)
    variety = formatted_number(equivalent, language, 1)
    return [
        plants,
        (translated("Density", language), density, translated("per km²", language)),
        (
            translated("Industrial variety", language),
            variety,
            translated("industries of equal size", language),
        ),
        (
            translated("Opened in recent years", language),
            formatted_percent(values["opening_rate"], language),
            "",
        ),
    ]


def _pictures(evidence: Evidence, content: Chapters, language: LanguageCode) -> dict[str, Any]:
    return {
        "place": _drawn(_place(evidence, content, language)),
        "industries": _drawn(_industries(content, language)),
        "openings": _drawn(_openings(evidence, content, language)),
    }


def _drawn(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    # `as_svg` escapes every text it draws.
    return {"title": picture.title, "svg": Markup(as_svg(picture))}  # noqa: S704


def _place(evidence: Evidence, content: Chapters, language: LanguageCode) -> Picture | None:
    """The country by density of plants, with this region outlined; none where regions have no outlines."""
    region = content.region
    level = evidence.table("regions").filter(pl.col("level") == region["level"])
    if level["geometry"].null_count() == level.height:
        return None
    density = evidence.indicator("establishment_density")
    values = level.select("region").join(density.select("region", "value"), on="region", how="left")
    title = translated("Plants per km²: {name} in the country", language).format(name=region["name"])
    return region_map(
        evidence.table("regions"),
        values,
        Quantity(title, translated("Density", language), translated("per km²", language), digits=1),
        amount_scale(values["value"]),
        Sheet(language, WIDTH),
        Overlay(highlight=(region["region"],)),
    )


def _industries(content: Chapters, language: LanguageCode) -> Picture | None:
    if not content.industries:
        return None
    rows = pl.DataFrame(content.industries).select(
        "name", "establishments", code="industry", value="location_quotient"
    )
    title = translated("Most specialised industries of {name}", language).format(name=content.region["name"])
    quantity = Quantity(title, translated("Location quotient", language))
    return ranking_bars(rows, quantity, Sheet(language, WIDTH), reference=1.0)


def _openings(evidence: Evidence, content: Chapters, language: LanguageCode) -> Picture | None:
    """Openings of the region per year beside the national course, each plant counted once."""
    if "openings" not in evidence.table_names:
        return None
    top = evidence.table("industries").filter(pl.col("parent").is_null()).select("industry")
    rows = (
        evidence.table("openings")
        .filter(pl.col("year") <= evidence.year)
        .join(top, on="industry", how="semi")
    )
    highest = evidence.table("regions").filter(pl.col("parent").is_null()).select("region")
    local = _by_year(rows.filter(pl.col("region") == content.region["region"]))
    if local.is_empty():
        return None
    national = _by_year(rows.join(highest, on="region", how="semi"))
    title = translated("Plants of {name} by year of registration", language).format(
        name=content.region["name"]
    )
    quantity = Quantity(title, translated("Openings", language), translated("plants", language), digits=0)
    return openings_line(local, quantity, Sheet(language, WIDTH), national=national)


def _by_year(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("year").agg(pl.col("openings").sum()).sort("year")
