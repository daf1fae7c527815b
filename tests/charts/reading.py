"""Reading a picture: the rows of its marks, its texts, and how often a colour is drawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from renkei.charts import Picture


def rows(picture: Picture, field: str) -> list[dict[str, Any]]:
    """All rows that have `field`, of all layers."""
    layers = (layer["data"].get("values", []) for layer in picture.spec["layer"])
    return [row for values in layers for row in values if field in row]


def texts(picture: Picture) -> list[str]:
    return [row["text"] for row in rows(picture, "text")]


def strokes(picture: Picture, colour: str) -> int:
    """How many layers have lines of `colour`."""
    return json.dumps(picture.spec["layer"]).count(f'"stroke": "{colour}"')
