"""Every kind of page of the Land of Examples, and how to read what they say."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

PREFIXES: Final = {"zh-hant": "zh-Hant", "en": "en", "ja": "ja"}
PAGES: Final = (
    "",
    "map/",
    "map/?indicator=establishment_density&level=county&overlay=zones",
    "map/?indicator=opening_rate&industry=11",
    "map/?indicator=economic_complexity&level=county",
    "clusters/",
    "clusters/A1-111/",
    "clusters/B1-221/",
    "clusters/groups/",
    "clusters/groups/group-A1-111/",
    "regions/",
    "regions/?level=county",
    "regions/A/",
    "regions/A1/",
    "regions/B3/",
    "compare/",
    "compare/?region=A1&region=B3",
    "industries/",
    "industries/11/",
    "industries/111/",
    "industries/221/",
    "industries/groups/",
    "space/",
    "space/?region=A1",
    "space/?region=nowhere",
    "zones/",
    "zones/?kind=science_park",
    "zones/Z1/",
    "near/",
    "near/?lon=120.1&lat=23.1&km=45",
    "near/?at=A2&kind=region",
    "findings/",
    "findings/?level=risk&about=region",
    "findings/F1/",
    "cited/0123456789abcdef/F1/",
    "data/",
    "data/indicators/",
    "search/",
    "search/?q=%E5%9C%92%E5%8D%80",
    "search/?q=xyzzy",
    "about/",
)


class Page(HTMLParser):
    """What a test asks about a page: its language, links, identifiers, text, and tags with attributes."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1] if self._open else "", data.strip()))

    @property
    def language(self) -> str:
        return next(attributes["lang"] for tag, attributes in self.tags if tag == "html")

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a" and "href" in attributes]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.texts)
