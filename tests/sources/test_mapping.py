from __future__ import annotations

import pytest

from renkei.errors import SourceError
from renkei.sources import TableMapping, mapping_as_toml, mapping_from_toml

FULL = TableMapping(
    table="activity",
    columns={"region": ("縣市", "鄉鎮市區"), "industry": ('with "quotes"',)},
    constants={"year": 2016, "flag": "reported", "output": 1.5},
    decimal=",",
    dates="roc",
    list_separator="、",
    encoding="big5",
    delimiter="\t",
    sheet="表1",
    geography="TW-2016",
    classification="TWSIC-2011",
    ignore=("備註",),
)


@pytest.mark.parametrize("mapping", [FULL, TableMapping("zones", {"zone": ("z",)})])
def test_a_mapping_survives_its_file(mapping: TableMapping) -> None:
    assert mapping_from_toml(mapping_as_toml(mapping, "zh-Hant")) == mapping


def test_a_mapping_file_says_what_is_still_needed() -> None:
    text = mapping_as_toml(TableMapping("zones", {"zone": ("z",)}))
    assert "# Still needed: kind. Name the header under [columns]" in text
    assert "尚缺：kind" in mapping_as_toml(TableMapping("zones", {"zone": ("z",)}), "zh-Hant")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("table = ", "is not valid TOML"),
        ('table = "activities"', "`table` is 'activities'; expected regions / industries"),
        ("", "`table` is None"),
        ('table = "zones"\ncolums = 1', "unknown key `colums`. Did you mean `columns`"),
        ('table = "zones"\ncolumns = 1', "`columns` is 1; expected a section"),
        ('table = "zones"\n[columns]\nzne = "a"', "unknown key `columns.zne`. Did you mean `zone`"),
        ('table = "zones"\n[columns]\nzone = 3', "`columns.zone` is 3; expected a text or a list of texts"),
        ('table = "zones"\n[columns]\nzone = []', "`columns.zone` is"),
        ('table = "zones"\nconstants = 1', "`constants` is 1; expected a section"),
        (
            'table = "zones"\n[constants]\nzone = true',
            "`constants.zone` is True; expected a text or a number",
        ),
        (
            'table = "zones"\n[columns]\nzone = "a"\n[constants]\nzone = "b"',
            "`zone` under both [columns] and",
        ),
        ('table = "zones"\ndecimal = ";"', "`decimal` is ';'; expected . / ,"),
        ('table = "zones"\ndates = "mayan"', "`dates` is 'mayan'; expected gregorian / roc / day_first"),
        ('table = "zones"\nsheet = 1', "`sheet` is 1; expected a text in quotation marks"),
        ('table = "zones"\nignore = "a"', "`ignore` is 'a'; expected a text or a list of texts"),
    ],
)
def test_a_wrong_mapping_file_says_where_and_what(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        mapping_from_toml(text)
    assert message in str(caught.value)
