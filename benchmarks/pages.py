"""How long pages take: every kind of page of a workspace, through the real server, from a warm build.

    python benchmarks/pages.py WORKSPACE [--rounds 15]

A fresh process serves the workspace; this one asks for each page in three languages, first once (pictures are
drawn) and then `rounds` times over one connection, and prints the median of those in milliseconds with the size
as sent. Exit status 1 if the median over all pages, or any page's own, is above the limit of 200 ms.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import polars as pl

from renkei.evidence import open_evidence

LIMIT_MS = 200
SERVE = """
import sys
from pathlib import Path
from renkei.office import serve
serve(Path(sys.argv[1]), port=0, on_ready=lambda address: print(address, flush=True))
"""


def pages_of(workspace: Path) -> list[str]:
    """One address of each kind of page, with subjects that the build has."""
    evidence = open_evidence(workspace)
    data = evidence.config.data
    regions = evidence.table("regions")
    township = regions.filter(level=data.region_level)["region"][0]
    widest = regions.filter(pl.col("parent").is_null())["region"]
    county = widest[0] if len(widest) else township
    industry = evidence.table("industries").filter(level=data.industry_level)["industry"][0]
    cluster = evidence.table("clusters")["cluster"][0]
    zone = evidence.table("zones").drop_nulls("lon")["zone"][0]
    finding = evidence.table("findings")["finding"][0]
    return [
        "", "map/", f"map/?indicator=establishments&industry={industry}&overlay=zones",
        "map/?indicator=establishment_density&level=county", "clusters/", f"clusters/{cluster}/", "regions/",
        f"regions/{township}/", f"regions/{county}/", "industries/", f"industries/{industry}/", "zones/",
        f"zones/{zone}/", "near/", "near/?lon=120.27&lat=22.92&km=45", "findings/", f"findings/{finding}/", "data/",
        "data/clusters/", "data/zones.csv", "search/?q=%E6%96%B0%E7%AB%B9", "search/?q=xyzzy", "about/",
    ]  # fmt: skip


def asked(connection: HTTPConnection, path: str) -> tuple[float, int]:
    """Milliseconds until the whole answer is here, and its size in bytes as sent."""
    started = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    took = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}: {gzip.decompress(body)[:500]!r}")
    return took, len(body)


def measured(port: int, pages: list[str], rounds: int) -> list[float]:
    """The median of each page in each language; printed as they come."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    paths = [f"/{language}/{page}" for language in ("zh-hant", "en", "ja") for page in pages]
    first = {path: asked(connection, path) for path in paths}
    medians = []
    print(f"{'page':<62}{'first ms':>10}{'median ms':>11}{'kB sent':>9}")
    for path in paths:
        medians.append(median(asked(connection, path)[0] for _ in range(rounds)))
        print(
            f"{path:<62}{first[path][0]:>10.0f}{medians[-1]:>11.1f}{first[path][1] / 1000:>9.0f}", flush=True
        )
    return medians


def main() -> int:
    """Serve, measure, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    command = [sys.executable, "-c", SERVE, str(given.workspace)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            medians = measured(
                int(address.rstrip("/").rpartition(":")[2]), pages_of(given.workspace), given.rounds
            )
        finally:
            server.terminate()
    print(
        f"\nmedian over all pages {median(medians):.1f} ms, slowest page {max(medians):.1f} ms, limit {LIMIT_MS} ms"
    )
    return int(max(medians) > LIMIT_MS)


if __name__ == "__main__":
    raise SystemExit(main())
