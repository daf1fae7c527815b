"""Definitions of clusters from the United States' data, beside the published ones; and how time and memory grow.

    python benchmarks/definitions.py [--quick]

1. States × six-digit NAICS 2009 and counties × four-digit NAICS, traded industries and all: every candidate
   (similarity × algorithm × number of definitions) with its validation score and its agreement with the published
   definitions, then the choice that the scores make, after marginal industries have moved, for several seeds.
   Beside it: the same sizes at random, Leiden's communities, and the first digits of the code.
2. Seconds and peak memory at 250, 500 and 1,000 industries; for agreement, scikit-learn beside.

Open data are read from `RENKEI_TEST_DATA` or ../shared/data; without them part 1 is left out. `--quick` prints the
choices alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import us_industries as us
from sklearn import metrics

import renkei

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = (2016, 0, 1, 2, 3, 4)
MEASURES = ("adjusted_rand", "normalised_mutual_information", "adjusted_mutual_information")
HEADS = "| {} | validation score | ARI | NMI | AMI |"
Tables = dict[str, pl.DataFrame]


def data_folder() -> Path:
    return Path(os.environ.get("RENKEI_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))


def linkages(folder: Path, activity: pl.DataFrame, version: str, digits: int) -> Tables:
    """Single linkages of the activity's industries, and `place`, the mean of both locational correlations."""
    make, use = us.make_and_use(folder)
    outputs = make.group_by("industry").agg(pl.col("value").sum())
    trade = renkei.input_output_similarity(renkei.industry_requirements(make, use), outputs, own_pairs=True)
    codes = tuple(activity["industry"].unique().sort())
    concordance = us.bea_to_naics(folder, version, digits)
    carried = renkei.similarity_by_concordance(trade, concordance, industries=codes)
    print(f"{len(codes)} industries; lost between classifications: {carried.lost['industry'].to_list()}")
    by_jobs = renkei.locational_correlation(activity, value="jobs")
    by_plants = renkei.locational_correlation(activity)
    return {
        "lc_jobs": by_jobs,
        "lc_establishments": by_plants,
        "coagglomeration": renkei.pairwise_coagglomeration(activity),
        "place": renkei.combined_similarity(by_jobs, by_plants),
        "trade": carried.pairs,
    }


def agreement(definitions: pl.DataFrame, published: pl.DataFrame) -> str:
    row = renkei.definition_agreement(definitions, published).row(0, named=True)
    return " | ".join(f"{row[measure]:.3f}" for measure in MEASURES)


def show_candidates(tables: Tables, published: pl.DataFrame, numbers: tuple[int, ...]) -> None:
    """Every candidate, judged by place and by trade."""
    found = renkei.cluster_definitions(
        tables, numbers=numbers, judged_by=("place", "trade"), rng=np.random.default_rng(2016)
    )
    print("\n" + HEADS.format("similarity / algorithm / definitions") + "\n|---|---|---|---|---|")
    for row in found.candidates.iter_rows(named=True):
        members = found.assignments.filter(candidate=row["candidate"])
        print(f"| {row['candidate']} | {row['validation_score']:.3f} | {agreement(members, published)} |")


def show_choices(tables: Tables, published: pl.DataFrame, numbers: tuple[int, ...]) -> None:
    """What the scores choose, by the sets of judges; agreement before and after the moves."""
    for judges in (
        ("place", "trade"),
        ("lc_jobs", "lc_establishments", "trade"),
        ("coagglomeration", "trade"),
    ):
        print(f"\nJudged by {', '.join(judges)}:\n\n{HEADS.format('seed and choice')}\n|---|---|---|---|---|")
        for seed in SEEDS:
            given = {name: tables[name] for name in judges}
            found = renkei.cluster_definitions(given, numbers=numbers, rng=np.random.default_rng(seed))
            before = found.assignments.filter(candidate=found.chosen)
            score = found.candidates["validation_score"][0]
            print(f"| {seed}: {found.chosen} | {score:.3f} | {agreement(before, published)} |")
            moved = found.members["reassigned_from"].count()
            score = found.scores.filter(candidate="final")["validation_score"].mean()
            print(f"| after {moved} moves | {score:.3f} | {agreement(found.members, published)} |")


def show_baselines(tables: Tables, published: pl.DataFrame) -> None:
    codes = pl.concat([tables["trade"]["industry_a"], tables["trade"]["industry_b"]]).unique().sort()
    both = renkei.combined_similarity(tables["place"], tables["trade"])
    groups = {f"first {digits} digits": codes.str.head(digits) for digits in (2, 3)}
    rows = {name: pl.DataFrame({"industry": codes, "definition": group}) for name, group in groups.items()}
    for resolution in (1.0, 3.0):
        rows[f"Leiden, resolution {resolution:g}"] = renkei.leiden_definitions(
            both, resolution=resolution, rng=np.random.default_rng(2016)
        )
    given = published.select("industry", "definition")
    rows["published, shuffled"] = given.with_columns(pl.col("definition").shuffle(seed=1))
    rows["published"] = given
    print(f"\n{HEADS.format('baseline')}\n|---|---|---|---|---|")
    for name, members in rows.items():
        named = members.drop_nulls("definition").select("industry", "definition")
        scores = [renkei.validation_scores(tables[judge], named) for judge in ("place", "trade")]
        mean = statistics.mean(score["validation_score"].item() for score in scores)
        print(f"| {name} | {mean:.3f} | {agreement(named, published)} |")


def on_real_data(folder: Path, *, quick: bool) -> None:
    published = us.benchmark_definitions(folder)
    states, counties = us.state_activity(folder, 2009), us.county_activity(folder)
    parts = {
        "States × six digits, 2009": (states, published, "2007", 6, range(30, 61, 5)),
        "Counties × four digits, 2012–16": (
            counties,
            us.by_four_digits(published),
            "2012",
            4,
            range(15, 41, 5),
        ),
    }
    for title, (activity, given, version, digits, numbers) in parts.items():
        for scope, wanted in {"traded": given.filter("traded"), "all": given}.items():
            print(f"\n## {title}, {scope}\n")
            here = activity.filter(pl.col("industry").is_in(wanted["industry"].implode()))
            tables = linkages(folder, here, version, digits)
            show_baselines(tables, wanted)
            show_choices(tables, wanted, tuple(numbers))
            if not quick:
                show_candidates(tables, wanted, tuple(numbers))


def seconds(function: Callable[[], object], runs: int = 3) -> float:
    found = []
    for _ in range(runs):
        started = time.perf_counter()
        function()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def simulated(industries: int, regions: int = 500) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Activity whose industries follow 20 hidden patterns, and flows at random."""
    rng = np.random.default_rng(7)
    pattern = rng.gamma(0.5, 20, (regions, 20))[:, rng.integers(0, 20, industries)]
    counts = rng.poisson(pattern)
    r, i = np.nonzero(counts)
    labels = np.array([f"I{code:04}" for code in range(industries)])
    activity = pl.DataFrame(
        {"region": [f"R{code:04}" for code in r], "industry": labels[i], "establishments": counts[r, i]}
    )
    a, b = np.nonzero(rng.random((industries, industries)) < 0.3)
    flows = pl.DataFrame(
        {"from_industry": labels[a], "to_industry": labels[b], "value": rng.gamma(0.3, 50, len(a))}
    )
    return activity, flows


def growth() -> None:
    print("\n## Seconds, and peak memory of the process so far\n")
    print(
        "| industries | locational correlation | input–output | definitions, 84 candidates | Leiden | peak MB |"
    )
    print("|---|---|---|---|---|---|")
    for industries in (250, 500, 1_000):
        activity, flows = simulated(industries)
        place, trade = renkei.locational_correlation(activity), renkei.input_output_similarity(flows)
        times = [
            seconds(lambda activity=activity: renkei.locational_correlation(activity)),
            seconds(lambda flows=flows: renkei.input_output_similarity(flows)),
            seconds(
                lambda place=place, trade=trade: renkei.cluster_definitions(
                    {"place": place, "trade": trade}, rng=np.random.default_rng(0)
                )
            ),
            seconds(lambda place=place: renkei.leiden_definitions(place, rng=np.random.default_rng(0))),
        ]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {industries} | " + " | ".join(f"{one:.2f}" for one in times) + f" | {peak} |")


def beside_scikit_learn() -> None:
    print(
        "\n| industries | Renkei, all measures from tables ms | scikit-learn, three measures from lists ms | ratio |"
    )
    print("|---|---|---|---|")
    rng = np.random.default_rng(3)
    for industries in (250, 1_000, 10_000):
        one, other = (rng.integers(0, 60, industries) for _ in range(2))
        tables = [
            pl.DataFrame({"industry": np.arange(industries), "definition": labels.astype(str)})
            for labels in (one, other)
        ]
        ours = seconds(lambda tables=tables: renkei.definition_agreement(*tables), runs=7)
        theirs = seconds(
            lambda one=one, other=other: (
                metrics.adjusted_rand_score(one, other),
                metrics.normalized_mutual_info_score(one, other),
                metrics.adjusted_mutual_info_score(one, other),
            ),
            runs=7,
        )
        print(f"| {industries} | {ours * 1000:.1f} | {theirs * 1000:.1f} | {theirs / ours:.1f} |")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="choices alone, not every candidate")
    chosen = options.parse_args()
    growth()
    beside_scikit_learn()
    if data_folder().is_dir():
        on_real_data(data_folder(), quick=chosen.quick)
    else:
        print(f"No open data at {data_folder()}; set RENKEI_TEST_DATA to its folder.")


if __name__ == "__main__":
    main()
