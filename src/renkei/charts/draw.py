"""Pictures as SVG for pages, as PNG for letters and slides, and live in the page: no browser, no network."""

from __future__ import annotations

import json
import re
from html import escape
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from zlib import crc32

from renkei.charts.palette import GROUND, INK, themed
from renkei.charts.text import FONTS, wrapped

if TYPE_CHECKING:
    from renkei.charts.palette import Theme
    from renkei.charts.picture import Picture, Spec

VEGA_LITE: Final = "6.4"
"""The Vega-Lite that draws every picture, on the server and in the page."""
FOREIGN_ADDRESS: Final = "https://vega.github.io/vega-datasets/"
"""What the drawing library puts in front of every link."""
MOST_TAB_STOPS: Final = 30
"""Links beyond which the keyboard skips those of a picture; the data table beside it has the same links."""

_NOISE: Final = re.compile(
    r'<path class="(?:background|foreground)"[^>]*/>|<defs>.*?</defs>'
    r'| (?:class|role|aria-roledescription|aria-hidden|pointer-events|font-family|clip-path)="[^"]*"'
    r'| transform="translate\(0,0\)"',
    re.DOTALL,
)
_NAMED_MARK: Final = re.compile(r'<(path|line)([^>]*?) aria-label="([^"]*)"([^>]*?)/>')
_SPOKEN_TEXT: Final = re.compile(r'(<text[^>]*?) aria-label="[^"]*"')
_LINK: Final = re.compile(rf'<a xlink:href="(?:{re.escape(FOREIGN_ADDRESS)})?([^"]*)"[^>]*>')
_UNDRAWABLE: Final = re.compile(r"\\\\|\\[bf]|\\u00(?:0[0-8bcef]|1[0-9a-f])|[\ufffe\uffff]")
_ROOT: Final = re.compile(r"^<svg[^>]*>")
_EMPTY_GROUP: Final = re.compile(r"<g>\s*</g>|<g/>")


def as_svg(picture: Picture, theme: Theme = "page") -> str:
    """The picture as SVG to put into a page as it is, under the strictest content security policy.

    It holds no style attribute, no script, no address but the picture's own links, and no identifier that
    does not begin with the picture's. Title and description come first, for screen readers; each mark that
    says something has a `<title>`, which browsers show as a tooltip. With theme `page` the colours are the
    custom properties of `palette_css()`, so the picture follows the reader's theme.
    """
    drawn = _drawn(_drawable(picture.spec))
    linked = "<a " in drawn
    stop = ' tabindex="-1"' if drawn.count("<a ") > MOST_TAB_STOPS else ""
    clean = _ROOT.sub("", _NOISE.sub("", drawn))
    clean = _SPOKEN_TEXT.sub(r"\1", clean)
    clean = _NAMED_MARK.sub(r"<\1\2\4><title>\3</title></\1>", clean)
    clean = _LINK.sub(rf'<a href="\1"{stop}>', clean)
    clean = _EMPTY_GROUP.sub("", clean)
    return themed(_opening(picture, linked=linked) + clean, theme)


def _drawable(spec: Spec) -> str:
    """The specification as JSON without characters that no XML may hold: the drawing library dies of them."""
    text = json.dumps(spec, ensure_ascii=False).encode(errors="ignore").decode()
    return _UNDRAWABLE.sub(lambda found: found[0] if found[0] == "\\\\" else "", text)


def _drawn(spec: str) -> str:
    import vl_convert

    try:
        return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    except ValueError:
        # After a specification that could not be drawn, the library reports its error once more for the next
        # one, whatever that is: only a second failure is our own.
        return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])


def _opening(picture: Picture, *, linked: bool) -> str:
    """The root element with title and description.

    A picture with links is a group, because screen readers do not look for links inside an image.
    """
    language = picture.language
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" id="{picture.id}" lang="{language}"'
        f' width="{picture.width}" height="{picture.height}" viewBox="0 0 {picture.width} {picture.height}"'
        f' role="{"group" if linked else "img"}" aria-labelledby="{picture.id}-title {picture.id}-text"'
        f' font-family="{FONTS[language]}" font-variant="tabular-nums">'
        f'<title id="{picture.id}-title">{escape(picture.title)}</title>'
        f'<desc id="{picture.id}-text">{escape(picture.description)}</desc>'
    )


def as_png(picture: Picture, scale: float = 2.0, theme: Theme = "light") -> bytes:
    """The picture as PNG with its title, since it travels alone; `scale` pixels per CSS pixel.

    Chinese and Japanese text needs a font with these characters on the server.
    """
    import vl_convert

    spec = themed(_drawable(_titled(picture)), "dark" if theme == "dark" else "light")
    return vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[])


def _titled(picture: Picture) -> Spec:
    """The specification with the title in lines above the picture, on the ground of the theme."""
    size, left = 15, 8
    lines = wrapped(picture.title, size, picture.width - 2 * left)
    spec, room = picture.spec, 12 + 21 * len(lines)
    padding = spec["padding"]
    layer = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "aria": False,
            "align": "left",
            "baseline": "top",
            "x": left - padding["left"],
            "y": 12 - room - padding["top"],
            "fontSize": size,
            "lineHeight": 21,
            "fontWeight": 600,
            "fill": INK.light,
        },
        "encoding": {"text": {"value": lines}},
    }
    return {
        **spec,
        "background": GROUND.light,
        "padding": {**padding, "top": padding["top"] + room},
        "layer": [*spec["layer"], layer],
    }


def spec_json(picture: Picture, theme: Theme = "page", shapes_address: str = "") -> str:
    """The specification as JSON.

    With theme `page` its colours are custom properties, for the live picture; use `light` for a file to
    take away. With `shapes_address` the outlines of a map are left out and read from there (`shapes_json`),
    so that a browser keeps them from one map to the next.
    """
    spec = {**picture.spec, "description": picture.description}
    if shapes_address and "shapes" in spec.get("datasets", {}):
        named = {name: rows for name, rows in spec["datasets"].items() if name != "shapes"}
        layers = [
            {**layer, "data": {"url": shapes_address}} if layer["data"] == {"name": "shapes"} else layer
            for layer in spec["layer"]
        ]
        spec = {**spec, "datasets": named, "layer": layers}
    return themed(json.dumps(spec, ensure_ascii=False, separators=(",", ":"), sort_keys=True), theme)


def shapes_json(picture: Picture) -> str:
    """The outlines of a map as JSON; the same for every map of the same regions and width.

    An empty list for a picture that is no map.
    """
    return json.dumps(picture.spec.get("datasets", {}).get("shapes", []), separators=(",", ":"))


def live_bundle() -> str:
    """One JavaScript module with everything a live picture needs; it acts by itself when loaded.

    Takes a second to put together: keep it as a static file, under a name that has the version of the
    drawing library in it (`live_version`).
    """
    import vl_convert

    return vl_convert.javascript_bundle(_live_file("live_snippet.js"), vl_version=VEGA_LITE)


def live_version() -> str:
    """A name for the content of `live_bundle`, without making it."""
    return f"{version('vl-convert-python')}-{crc32(_live_file('live_snippet.js').encode()):08x}"


def live_css() -> str:
    """The style of pictures in a page: their size, what happens under the pointer, and the tooltip."""
    return _live_file("live.css")


def _live_file(name: str) -> str:
    return (files("renkei.charts") / "live" / name).read_text(encoding="utf-8")
