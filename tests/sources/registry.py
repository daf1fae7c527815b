"""Synthetic editions of Taiwan's factory registry. Firms, numbers and streets are fictional."""

from __future__ import annotations

import csv
import io

PLANT = {
    "工廠登記編號": "90000001",
    "工廠名稱": "虛構一號股份有限公司",
    "營利事業統一編號": "12345675",
    "工廠地址": "彰化縣社頭鄉虛構路1號",
    "工廠市鎮鄉村里": "彰化縣社頭鄉",
    "工廠登記核准日期": "0991008",
    "工廠登記狀態": "生產中",
    "產業類別": "12成衣及服飾品製造業",
    "主要產品": "123服飾品",
    "X_twd97": "209497.37",
    "Y_twd97": "2644617.05",
    "lon": "120.6022",
    "lat": "23.9055",
}
"""One plant in the layout of 2016, its point in the township of its address."""


def registry(*plants: dict[str, str], renamed: dict[str, str] | None = None) -> str:
    """A registry as CSV: `PLANT` with the changes in each of `plants`; `renamed` headers, "" leaves one out."""
    headers = {name: (renamed or {}).get(name, name) for name in PLANT}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([header for header in headers.values() if header])
    for number, changes in enumerate(plants or ({},), start=1):
        plant = {**PLANT, "工廠登記編號": f"9000{number:04}", **changes}
        writer.writerow([plant[name] for name, header in headers.items() if header])
    return text.getvalue()
