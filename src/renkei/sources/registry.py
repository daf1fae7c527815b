"""The sources that Renkei knows, by the names that the command line uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from renkei.language import Text
from renkei.sources.table import read_table
from renkei.sources.tw_factories import read_tw_factories

if TYPE_CHECKING:
    from collections.abc import Callable

    from renkei.sources.imported import Imported


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file that can be imported: its name, what it is, and the function that reads it."""

    name: str
    description: Text
    read: Callable[..., Imported]


SOURCES: Final = {
    source.name: source
    for source in (
        Source(
            "tw-factories",
            Text(
                zh_hant="臺灣登記工廠名錄（經濟部開放資料，各種版本的 CSV，可為 .gz）",
                en="Taiwan's factory registry (open data of the Ministry of Economic Affairs; "
                "CSV of any edition, also .gz)",
                ja="台湾の登録工場名簿（経済部オープンデータ。各版のCSV、.gzも可）",
            ),
            read_tw_factories,
        ),
        Source(
            "table",
            Text(
                zh_hant="任何工廠、產業活動、區域、產業、組織或連結的表格（CSV、TSV、XLSX、Parquet），搭配欄位對應檔",
                en="Any table of establishments, activity, regions, industries, organisations or links "
                "(CSV, TSV, XLSX, Parquet), with a mapping file",
                ja="事業所・活動・地域・産業・組織・つながりなどの任意の表（CSV、TSV、XLSX、Parquet）と列対応ファイル",
            ),
            read_table,
        ),
    )
}
"""Name → source, in the order in which they are listed."""
