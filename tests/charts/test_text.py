"""Text in pictures: widths, breaks, and labels that never run into one another."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from renkei.charts.text import Anchor, label_box, placed_labels, shortened, text_width, wrapped

SHEET = (0.0, 0.0, 300.0, 200.0)
ANCHORS = st.lists(
    st.builds(
        Anchor,
        st.floats(0, 300),
        st.floats(0, 200),
        st.text("abc 工業區", min_size=1, max_size=9),
        st.floats(1, 9),
    ),
    max_size=14,
)


@given(ANCHORS)
def test_labels_overlap_neither_each_other_nor_marks_and_stay_on_the_sheet(anchors: list[Anchor]) -> None:
    labels = placed_labels(anchors, size=11, sheet=SHEET)
    boxes = [label_box(label, 11) for label in labels]
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    for left, top, right, bottom in boxes:
        assert left >= -0.1
        assert top >= -0.1
        assert right <= 300.1
        assert bottom <= 200.1


def test_the_first_anchor_always_gets_the_room() -> None:
    crowd = [Anchor(150, 100, f"Label {at}") for at in range(9)]
    assert placed_labels(crowd[:1], size=11, sheet=SHEET)[0].text == "Label 0"


def test_no_more_labels_than_asked_for_and_none_on_taken_places() -> None:
    anchors = [Anchor(50, 20 + 30 * at, "name") for at in range(5)]
    assert len(placed_labels(anchors, size=11, sheet=SHEET, most=2)) == 2
    assert placed_labels(anchors, size=11, sheet=SHEET, taken=[SHEET]) == []


def test_an_anchor_without_mark_has_its_label_in_the_middle() -> None:
    label = placed_labels([Anchor(100, 50, "名", radius=0)], size=10, sheet=SHEET)[0]
    assert (label.x, label.y, label.align) == (100, 50, "center")


def test_an_ideograph_is_as_wide_as_its_size() -> None:
    assert text_width("區位商數", 10) == 40
    assert 15 < text_width("Gini", 10) < 25


@given(st.text("ab 工業區。、W", max_size=30), st.floats(20, 200))
def test_shortened_text_fits_or_is_an_ellipsis(text: str, room: float) -> None:
    short = shortened(text, 10, room)
    assert text_width(short, 10) <= room or short == "…"
    assert short == text or short.endswith("…")


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Clusters of Taiwan", 70, ["Clusters of", "Taiwan"]),
        ("臺灣的製造業聚落", 45, ["臺灣的製", "造業聚落"]),
        ("産業、集積。", 31, ["産業、", "集積。"]),
        ("EG 指數", 200, ["EG 指數"]),
        ("", 50, []),
    ],
)
def test_lines_break_at_spaces_and_between_ideographs(text: str, room: float, lines: list[str]) -> None:
    assert wrapped(text, 10, room) == lines
