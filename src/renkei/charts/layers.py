"""Parts of specifications: the frame of every picture, and layers in picture coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from renkei.charts.palette import ACCENT, GROUND, INK, RULE, SOFT_INK
from renkei.charts.picture import SCHEMA, Sheet, Spec
from renkei.charts.text import FONTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from renkei.charts.text import Label

LABEL_SIZE: Final = 11
MARGIN: Final = 8
Row = dict[str, Any]
Padding = tuple[float, float, float, float]

_AXIS: Final[Spec] = {
    "domain": False,
    "ticks": False,
    "gridColor": RULE.light,
    "gridWidth": 0.8,
    "labelColor": SOFT_INK.light,
    "labelFontSize": LABEL_SIZE,
    "labelPadding": 6,
    "titleColor": SOFT_INK.light,
    "titleFontSize": LABEL_SIZE,
    "titleFontWeight": "normal",
}


def picture_id(kind: str, title: str, sheet: Sheet) -> str:
    """An identifier for a picture: the same for the same kind, title, language and width."""
    return f"{kind}-{crc32('|'.join((title, sheet.language, str(sheet.width))).encode()):08x}"


def specification(
    sheet: Sheet, height: float, layers: Sequence[Spec], *, description: str, padding: Padding = (0, 0, 0, 0)
) -> Spec:
    """A whole specification that is exactly as wide as the sheet and `height` px high.

    `padding` (left, top, right, bottom) is room for axes and labels inside that size: nothing is measured
    when drawing, so that the layout does not depend on the fonts of the machine.
    """
    left, top, right, bottom = padding
    font = FONTS[sheet.language]
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": sheet.width - left - right,
        "height": height - top - bottom,
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "autosize": {"type": "none"},
        "background": "transparent",
        "config": {
            "font": font,
            "view": {"stroke": None},
            "axis": _AXIS,
            "text": {"font": font, "fontSize": LABEL_SIZE, "fill": INK.light},
            "bar": {"fill": ACCENT.light},
        },
        "layer": list(layers),
    }


def drawn(mark: Spec, rows: Iterable[Row], encoding: Spec | None = None) -> Spec:
    """A layer of marks at `x`, `y` (and `x2`, `y2`) in pixels from the top left; decoration to a screen reader.

    Numbers are rounded to a tenth, which is finer than a screen shows and keeps files small.
    """
    values = [
        {name: round(value, 1) if isinstance(value, float) else value for name, value in row.items()}
        for row in rows
    ]
    ends = {end: {"field": end} for end in ("x2", "y2") if values and end in values[0]}
    return {
        "data": {"values": values},
        "mark": {"aria": False, "tooltip": None, **mark},
        "encoding": {
            **{
                axis: {"field": axis, "type": "quantitative", "scale": None, "axis": None}
                for axis in ("x", "y")
            },
            **ends,
            **(encoding or {}),
        },
    }


def telling(sheet: Sheet) -> Spec:
    """The encoding of marks that say what they are (field `label`) and lead to a page (field `url`)."""
    label = {"field": "label", "type": "nominal"}
    link = {"href": {"field": "url", "type": "nominal"}} if sheet.links else {}
    return {"tooltip": label, "description": label, **link}


def told(label: str, code: str, sheet: Sheet) -> Row:
    """The fields that `telling` reads."""
    return {"label": label, "url": sheet.link(code)} if sheet.links else {"label": label}


def written(
    rows: Iterable[Row], *, size: float = LABEL_SIZE, colour: str = INK.light, weight: int = 400
) -> Spec:
    """A layer of texts: each row has `x`, `y`, `text` and, if not left, `align`."""
    values = [{"align": "left", **row} for row in rows]
    mark = {
        "type": "text",
        "baseline": "middle",
        "align": {"expr": "datum.align"},
        "fontSize": size,
        "fontWeight": weight,
        "fill": colour,
    }
    return drawn(mark, values, {"text": {"field": "text", "type": "nominal"}})


def haloed(
    labels: Iterable[Label], *, size: float = LABEL_SIZE, weight: int = 400, colour: str = INK.light
) -> list[Spec]:
    """Labels that stay readable on any colour: the text over a broad outline in the colour of the ground."""
    rows = [{"x": it.x, "y": it.y, "text": it.text, "align": it.align} for it in labels]
    if not rows:
        return []
    text = written(rows, size=size, weight=weight, colour=colour)
    halo = {**text, "mark": {**text["mark"], "stroke": GROUND.light, "strokeWidth": 3, "strokeJoin": "round"}}
    return [halo, text]


def outlines(features: Sequence[Spec], mark: Spec) -> Spec:
    """A layer of shapes (GeoJSON in pixels), the same for all; decoration to a screen reader."""
    return {
        "data": {"values": list(features)},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "aria": False, "tooltip": None, **mark},
    }


def feature(geometry: Any, **properties: Any) -> Spec:
    """A shapely geometry in pixels as a GeoJSON feature, rounded to a tenth of a pixel.

    Rounding comes last: it can fold an outline over itself, which is invisible but breaks further geometry.
    """
    import shapely

    rounded = shapely.transform(geometry, lambda points: points.round(1))
    return {"type": "Feature", "geometry": shapely.geometry.mapping(rounded), **properties}
