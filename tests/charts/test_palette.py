"""The colours hold up: contrast by WCAG 2.2, and distance for readers with each kind of colour blindness."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from renkei.charts.palette import (
    ACCENT,
    BELOW_TO_ABOVE,
    GROUND,
    GROUPS,
    HATCH,
    INK,
    LAND,
    LOW_TO_HIGH,
    QUIET,
    SECTORS,
    SOFT_INK,
    TONES,
    Tone,
    palette_css,
    themed,
)

# Full deficiency, linear RGB (Machado, Oliveira & Fernandes 2009, table of severity 1.0).
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Linear RGB to cone responses, and these to lightness and two hues (Ottosson 2020, Oklab).
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
THEMES = ("light", "dark")


def linear(colour: str) -> np.ndarray:
    shares = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05 for colour in (one, other))
    return light[1] / light[0]


def difference(one: str, other: str, vision: str) -> float:
    """The distance in Oklab of two colours as a reader with `vision` sees them; 0.02 is just noticeable."""
    seen = [np.clip(VISION[vision] @ linear(colour), 0, 1) for colour in (one, other)]
    return float(np.linalg.norm(np.subtract(*(TO_LAB @ np.cbrt(TO_CONES @ colour) for colour in seen))))


def colour(tone: Tone, theme: str) -> str:
    return tone.light if theme == "light" else tone.dark


@pytest.mark.parametrize("theme", THEMES)
def test_text_reaches_the_contrast_of_wcag_on_ground_and_land(theme: str) -> None:
    for ground in (GROUND, LAND):
        for tone in (INK, SOFT_INK, ACCENT):
            assert contrast(colour(tone, theme), colour(ground, theme)) >= 4.5, tone.name


@pytest.mark.parametrize("theme", THEMES)
def test_marks_reach_three_to_one_on_the_ground(theme: str) -> None:
    for tone in (*SECTORS.values(), *GROUPS, ACCENT, QUIET):
        assert contrast(colour(tone, theme), colour(GROUND, theme)) >= 3, tone.name


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scale", [LOW_TO_HIGH, BELOW_TO_ABOVE], ids=["amounts", "ratios"])
def test_neighbouring_classes_differ_for_every_reader(
    scale: tuple[Tone, ...], vision: str, theme: str
) -> None:
    for one, other in pairwise(scale):
        assert difference(colour(one, theme), colour(other, theme), vision) >= 0.065, (one.name, other.name)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("family", [tuple(SECTORS.values()), GROUPS], ids=["sectors", "groups"])
def test_categories_differ_for_every_reader(family: tuple[Tone, ...], vision: str, theme: str) -> None:
    for one, other in combinations(family, 2):
        assert difference(colour(one, theme), colour(other, theme), vision) >= 0.085, (one.name, other.name)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_far_below_and_far_above_average_are_never_confused(vision: str, theme: str) -> None:
    for low in BELOW_TO_ABOVE[:2]:
        for high in BELOW_TO_ABOVE[4:]:
            assert difference(colour(low, theme), colour(high, theme), vision) >= 0.1


@pytest.mark.parametrize("theme", THEMES)
def test_amounts_go_one_way_in_lightness(theme: str) -> None:
    lightness = [float(linear(colour(tone, theme)) @ [0.2126, 0.7152, 0.0722]) for tone in LOW_TO_HIGH]
    assert lightness == sorted(lightness, reverse=theme == "light")


@pytest.mark.parametrize("theme", THEMES)
def test_hatching_is_visible_on_the_ground(theme: str) -> None:
    assert contrast(colour(HATCH, theme), colour(GROUND, theme)) >= 1.5


def test_no_two_tones_share_a_light_colour_or_a_name() -> None:
    assert len({tone.light for tone in TONES}) == len({tone.name for tone in TONES}) == len(TONES)


def test_the_five_sectors_each_have_a_colour() -> None:
    assert list(SECTORS) == ["industry", "government", "academia", "research", "intermediary"]


def test_a_page_theme_makes_custom_properties_and_leaves_other_colours() -> None:
    assert (
        themed(f"fill:{INK.light};stroke:#123456", "page") == "fill:var(--atlas-ink,#23252c);stroke:#123456"
    )


def test_the_dark_theme_replaces_every_token() -> None:
    text = " ".join(tone.light for tone in TONES)
    assert themed(text, "dark") == " ".join(tone.dark for tone in TONES)


def test_the_style_sheet_gives_every_tone_in_light_dark_and_print() -> None:
    css = palette_css()
    for tone in TONES:
        assert css.count(f"--atlas-{tone.name}:{tone.dark};") >= 2
        assert f"--atlas-{tone.name}:{tone.light};" in css
    assert "prefers-color-scheme:dark" in css
    assert "@media print" in css
    assert "url(" not in css
