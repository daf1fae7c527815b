"""renkei.toml: what is written can be read, and what is wrong is named with its key and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from renkei.errors import WorkspaceError
from renkei.evidence.config import ClusterThresholds, DataChoice, WorkspaceConfig, config_as_toml, read_config
from renkei.language import Text

if TYPE_CHECKING:
    from pathlib import Path


def config_from(folder: Path, text: str) -> WorkspaceConfig:
    file = folder / "renkei.toml"
    file.write_text(text, encoding="utf-8")
    return read_config(file)


def test_a_written_configuration_reads_back_the_same(tmp_path: Path) -> None:
    config = WorkspaceConfig(
        name=Text('臺灣"製造業"', "Taiwan", "台湾"),
        language="ja",
        attribution="經濟部「工廠登記」",
        data=DataChoice(year=2016, recent_years=7),
        clusters=ClusterThresholds(location_quotient=2.0, permutations=99),
    )
    assert config_from(tmp_path, config_as_toml(config)) == config


def test_an_empty_file_means_the_defaults_and_the_folder_name(tmp_path: Path) -> None:
    config = config_from(tmp_path, "")
    assert config.data == DataChoice()
    assert config.clusters == ClusterThresholds()
    assert config.name.en == tmp_path.name


def test_a_name_in_one_language_serves_the_others(tmp_path: Path) -> None:
    config = config_from(tmp_path, '[workspace]\nname_ja = "九州"\n')
    assert config.name == Text("九州", "九州", "九州")


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ('[workspace]\nlanguage = "fr"', "workspace.language", "zh-Hant / en / ja"),
        ('[clusters]\nlocation_quotient = "high"', "clusters.location_quotient", "a number"),
        ("[clusters]\npermutations = 9.5", "clusters.permutations", "a whole number"),
        ("[clusters]\nsignificance = 1.5", "clusters.significance", "from 0 to 1"),
        ("[clusters]\nminimum_establishments = -1", "clusters.minimum_establishments", "from 0"),
        ("[data]\nyear = true", "data.year", "a whole number"),
        ('[data]\ngeography = ""', "data.geography", "a text"),
        ("[workspace]\nattribution = 3", "workspace.attribution", "a text"),
        ('data = "TW"', "data", r"a section \[data\]"),
        ('[rules]\n"cluster-strong" = 3', "rules.cluster-strong", "column = number"),
    ],
)
def test_a_wrong_value_is_named_with_its_key_and_what_was_expected(
    tmp_path: Path, text: str, key: str, expected: str
) -> None:
    with pytest.raises(WorkspaceError, match=rf"`{key}` is .*; expected .*{expected}"):
        config_from(tmp_path, text)


@pytest.mark.parametrize("text", ["[clusters]\nlq = 2", "[spelling]\nx = 1", "[workspace]\nnaem = 1"])
def test_an_unknown_key_is_refused_with_the_known_ones(tmp_path: Path, text: str) -> None:
    with pytest.raises(WorkspaceError, match=r"unknown key .*Known here"):
        config_from(tmp_path, text)


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"renkei\.toml is not valid TOML"):
        config_from(tmp_path, "[workspace\n")
