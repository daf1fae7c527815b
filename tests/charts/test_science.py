"""What holds for all pictures of cluster science: long names, every language, keys, sentences."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from renkei.charts import (
    Sheet,
    as_svg,
)
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.palette import INK
from renkei.charts.text import Label, label_box, sentences
from renkei.language import LANGUAGES, LanguageCode
from tests.charts.science import (
    science_pictures,
)

if TYPE_CHECKING:
    from renkei.charts import Picture

EN = Sheet("en")
LONG = "其他未分類之金屬製品及精密機械設備零組件製造業"
KINDS = tuple(science_pictures(EN))


def written_boxes(picture: Picture) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each text of a picture once (a halo repeats it), with about the room that it takes."""
    found = {}
    for layer in picture.spec["layer"]:
        if layer.get("mark", {}).get("type") == "text":
            size = layer["mark"]["fontSize"]
            for row in layer["data"]["values"]:
                label = Label(row["x"], row["y"], row["text"], row["align"])
                found[label] = label_box(label, size * 0.92)
    return [(label.text, box) for label, box in found.items() if label.text]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "width"), [("en", 640), ("zh-Hant", 360), ("ja", 1100), ("ja", 320)])
def test_long_names_neither_overlap_nor_leave_the_sheet(
    kind: str, language: LanguageCode, width: int
) -> None:
    picture = science_pictures(Sheet(language, width), LONG)[kind]
    boxes = written_boxes(picture)
    assert boxes
    for text, (left, _, right, bottom) in boxes:
        assert left >= -1, text
        assert right <= width + 1, text
        assert bottom <= picture.height + 1, text
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = a[0] >= b[2] - 1 or b[0] >= a[2] - 1 or a[1] >= b[3] - 1 or b[1] >= a[3] - 1
        assert apart, (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_in_every_language(kind: str) -> None:
    for language in LANGUAGES:
        svg = as_svg(science_pictures(Sheet(language, 360))[kind])
        assert svg.count("<path") + svg.count("<line") > 5
        assert "NaN" not in svg
        assert "undefined" not in svg


def test_keys_break_into_lines_and_stay_on_the_sheet() -> None:
    keys = [Key("box", INK.light, "a meaning of some length") for _ in range(6)]
    block = KeyBlock(keys, Sheet("en", 320), 10)
    assert [y for _, y, _, _ in block.places] == [19, 37, 55, 73, 91, 109]
    assert block.bottom == 118
    assert KeyBlock([], Sheet("en", 320), 10).layers() == []


def test_sentences_are_set_as_the_language_does() -> None:
    assert sentences(["One.", "", "Two."], "en") == "One. Two."
    assert sentences(["一。", "二。"], "ja") == "一。二。"
