"""Every colour of the product: one ink, one accent (indigo), five sectors, and the scales of the maps.

A specification is always written in the colours of the light theme. Each is a *token*; drawing replaces it
by the dark colour (PNG) or by a CSS custom property (SVG in a page), so that one picture follows the
reader's theme. Therefore no two tokens may share a light colour.

Differences between neighbouring classes and between categories hold for readers with protan, deutan and
tritan vision (Machado, Oliveira & Fernandes 2009); text reaches 4.5 : 1 and marks 3 : 1 on the ground
(WCAG 2.2, 1.4.3 and 1.4.11). `tests/charts/test_palette.py` computes both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Theme = Literal["light", "dark", "page"]


@dataclass(frozen=True, slots=True)
class Tone:
    """One token: its CSS custom property is `--atlas-<name>`; `light` and `dark` are six-digit colours."""

    name: str
    light: str
    dark: str

    @property
    def css(self) -> str:
        """The custom property, with the light colour for a reader that has no style sheet."""
        return f"var(--atlas-{self.name},{self.light})"


GROUND: Final = Tone("ground", "#faf8f3", "#16181d")
LAND: Final = Tone("land", "#f1ede3", "#24262c")
HATCH: Final = Tone("hatch", "#c4beb1", "#4c4e54")
BORDER: Final = Tone("border", "#fdfcf9", "#15171c")
RULE: Final = Tone("rule", "#dcd7cb", "#363940")
QUIET: Final = Tone("quiet", "#8b8a86", "#85868c")
SOFT_INK: Final = Tone("soft-ink", "#5d5e66", "#a5a6ab")
INK: Final = Tone("ink", "#23252c", "#e9e7e1")
ACCENT: Final = Tone("accent", "#364b9b", "#9db0f0")
ACCENT_SOFT: Final = Tone("accent-soft", "#c3cdec", "#3d4974")

SECTORS: Final = {
    "industry": Tone("sector-industry", "#1f5fa3", "#8fa6de"),
    "government": Tone("sector-government", "#8f3f33", "#dd7f61"),
    "academia": Tone("sector-academia", "#4a2668", "#9a62bd"),
    "research": Tone("sector-research", "#3a9a8f", "#93e0d8"),
    "intermediary": Tone("sector-intermediary", "#b07f22", "#eec566"),
}

LOW_TO_HIGH: Final = (
    Tone("scale-1", "#e1e6f5", "#2c3245"),
    Tone("scale-2", "#bac7ed", "#404c75"),
    Tone("scale-3", "#94a6e3", "#5969a4"),
    Tone("scale-4", "#6c81ce", "#768bd2"),
    Tone("scale-5", "#4659aa", "#a1b3ed"),
    Tone("scale-6", "#233072", "#d7e1fd"),
)
"""Amounts, from little to much."""

BELOW_TO_ABOVE: Final = (
    Tone("below-2", "#bd9453", "#ad8a52"),
    Tone("below-1", "#e2c99d", "#6f5a38"),
    Tone("average", "#e9e6dd", "#383732"),
    Tone("above-1", "#bbc8ee", "#47537c"),
    Tone("above-2", "#879bdd", "#6679bc"),
    Tone("above-3", "#566bbd", "#92a6e9"),
    Tone("above-4", "#27357b", "#d4ddf9"),
)
"""Ratios to an average, from far below it, in ochre, to far above it, in indigo."""

GROUPS: Final = (
    Tone("group-1", "#47408a", "#8fa0ee"),
    Tone("group-2", "#7a2525", "#d3956c"),
    Tone("group-3", "#a98838", "#e9df86"),
    Tone("group-4", "#3f7a5c", "#2f8a4c"),
    Tone("group-5", "#9450b4", "#a05ab0"),
    Tone("group-6", "#3f97b8", "#7be0ee"),
)
"""Up to six kinds side by side, such as divisions of industry; a seventh is drawn in `QUIET`."""

TONES: Final = (
    GROUND,
    LAND,
    HATCH,
    BORDER,
    RULE,
    QUIET,
    SOFT_INK,
    INK,
    ACCENT,
    ACCENT_SOFT,
    *SECTORS.values(),
    *LOW_TO_HIGH,
    *BELOW_TO_ABOVE,
    *GROUPS,
)
_BY_LIGHT: Final = {tone.light: tone for tone in TONES}
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}\b")


def themed(text: str, theme: Theme) -> str:
    """`text` (a specification or an SVG) with each token's light colour replaced by that of `theme`.

    `page` gives CSS custom properties, `light` changes nothing. A colour that is no token stays.
    """
    if theme == "light":
        return text

    def colour(match: re.Match[str]) -> str:
        tone = _BY_LIGHT.get(match[0])
        if tone is None:
            return match[0]
        return tone.dark if theme == "dark" else tone.css

    return _COLOUR.sub(colour, text)


def palette_css() -> str:
    """A style sheet that gives every token its colour: light, dark (the reader's setting), and print.

    `<html data-theme="light">` or `"dark"` overrules the reader's setting. Print is always light on white.
    """
    light = _declarations({tone.name: tone.light for tone in TONES})
    dark = _declarations({tone.name: tone.dark for tone in TONES})
    paper = _declarations(
        {tone.name: tone.light for tone in TONES} | {"ground": "#ffffff", "border": "#ffffff"}
    )
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=light]{{color-scheme:light}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        f"@media print{{:root,:root[data-theme=dark],:root:not([data-theme=light]){{{paper}}}}}\n"
    )


def _declarations(colours: dict[str, str]) -> str:
    return "".join(f"--atlas-{name}:{colour};" for name, colour in colours.items())
