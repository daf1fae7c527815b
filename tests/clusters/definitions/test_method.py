"""The whole method: planted definitions come back, choices follow the scores, results repeat."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from renkei.clusters import cluster_definitions, combined_similarity, definition_agreement, validation_scores
from renkei.clusters.definitions.grouping import ALGORITHMS
from renkei.errors import ParameterError, TableError
from tests.clusters.definitions.planted import planted

SIZES = (12, 9, 8, 7, 6, 6, 5, 4)
NUMBERS = (4, 8, 12)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_algorithm_finds_the_planted_definitions(algorithm: str) -> None:
    pairs, truth = planted(SIZES, np.random.default_rng(3))
    found = cluster_definitions(
        {"planted": pairs}, algorithms=(algorithm,), numbers=(8,), rng=np.random.default_rng(0)
    )
    assert definition_agreement(found.members, truth)["adjusted_rand"].item() > 0.97


def test_scores_choose_the_planted_number_from_two_noisy_similarities() -> None:
    one, truth = planted(SIZES, np.random.default_rng(4), noise=0.4)
    other, _ = planted(SIZES, np.random.default_rng(5), noise=0.4)
    found = cluster_definitions({"one": one, "other": other}, numbers=NUMBERS, rng=np.random.default_rng(0))
    assert found.candidates["definitions"][0] == 8
    assert definition_agreement(found.members, truth)["adjusted_rand"].item() > 0.95


def test_every_candidate_is_scored_by_every_similarity_and_the_best_is_chosen() -> None:
    one, _ = planted(SIZES, np.random.default_rng(4))
    other, _ = planted(SIZES, np.random.default_rng(5))
    found = cluster_definitions({"one": one, "other": other}, numbers=NUMBERS, rng=np.random.default_rng(0))
    assert found.candidates.height == 3 * len(ALGORITHMS) * len(NUMBERS)
    assert (found.candidates["validation_score"].diff().drop_nulls() < 1e-12).all()
    assert found.candidates.filter("chosen")["candidate"].to_list() == [found.chosen]
    means = found.scores.group_by("candidate").agg(pl.col("validation_score").mean(), pl.len())
    assert set(means["len"]) == {2}
    joined = found.candidates.join(means, on="candidate")
    assert joined["validation_score"].to_list() == pytest.approx(joined["validation_score_right"].to_list())


def test_the_assignments_of_a_candidate_have_its_scores() -> None:
    one, _ = planted(SIZES, np.random.default_rng(4), noise=0.6)
    found = cluster_definitions({"one": one}, numbers=NUMBERS, rng=np.random.default_rng(0))
    for row in found.candidates.tail(3).iter_rows(named=True):
        again = validation_scores(one, found.assignments.filter(candidate=row["candidate"]))
        assert again["validation_score"].item() == pytest.approx(row["validation_score"])
        assert again["definitions"].item() == row["definitions"]
        chosen = found.assignments.filter(candidate=found.chosen)
        agreement = definition_agreement(found.assignments.filter(candidate=row["candidate"]), chosen)
        assert agreement["adjusted_rand"].item() == pytest.approx(row["agreement_with_chosen"])


def test_final_scores_are_those_of_the_members() -> None:
    one, _ = planted(SIZES, np.random.default_rng(4), noise=0.8)
    found = cluster_definitions(
        {"one": one}, numbers=(6,), algorithms=("ward",), rng=np.random.default_rng(0)
    )
    final = found.scores.filter(candidate="final")
    again = validation_scores(one, found.members)
    assert final["validation_score"].item() == pytest.approx(again["validation_score"].item())
    assert final["vs_industry_95"].item() == pytest.approx(again["vs_industry_95"].item())


def test_an_industry_in_the_wrong_place_is_moved_and_says_where_from() -> None:
    from renkei.clusters.definitions.matrices import read_similarities
    from renkei.clusters.definitions.reassignment import reassigned

    pairs, truth = planted((8, 8, 8), np.random.default_rng(6))
    similarities = read_similarities({"one": pairs})
    right = truth["definition"].rank("dense").to_numpy().astype(np.int64) - 1
    wrong = right.copy()
    wrong[0] = 2
    assert reassigned(similarities, wrong).tolist() == right.tolist()
    assert reassigned(similarities, right).tolist() == right.tolist()


def test_moves_are_shown_and_never_lower_the_score() -> None:
    one, _ = planted(SIZES, np.random.default_rng(7), noise=1.5)
    other, _ = planted(SIZES, np.random.default_rng(8), noise=1.5)
    found = cluster_definitions(
        {"one": one, "other": other}, algorithms=("kmedians",), numbers=(8,), rng=np.random.default_rng(0)
    )
    moved = found.members.filter(pl.col("reassigned_from").is_not_null())
    assert moved.height
    assert (moved["reassigned_from"] != moved["definition"]).all()
    after = found.scores.filter(candidate="final")["validation_score"].mean()
    assert after >= found.candidates["validation_score"][0]


def test_members_are_ranked_and_named_after_the_most_central() -> None:
    pairs, truth = planted((6, 5, 5), np.random.default_rng(9))
    names = truth.select(
        "industry", name_en=pl.col("industry").str.to_uppercase(), name_ja=pl.lit("帽子")
    ).head(15)
    found = cluster_definitions(
        {"one": pairs}, algorithms=("ward",), numbers=(3,), industries=names, rng=np.random.default_rng(0)
    )
    assert found.members.columns == [
        "industry", "definition", "within", "between", "next_definition", "rank", "reassigned_from",
    ]  # fmt: skip
    assert found.definitions["definition"].to_list() == ["C01", "C02", "C03"]
    assert found.definitions["industries"].to_list() == [6, 5, 5]
    for row in found.definitions.iter_rows(named=True):
        members = found.members.filter(definition=row["definition"]).sort("within", descending=True)
        assert members["rank"].to_list() == list(range(1, members.height + 1))
        first = members["industry"].head(2).to_list()
        assert row["central"] == ", ".join(first)
        known = [name.upper() if name in names["industry"] else name for name in first]
        assert row["name_en"] == ", ".join(known)
    assert "name_zh_hant" not in found.definitions.columns


def test_the_same_seed_gives_the_same_definitions() -> None:
    pairs, _ = planted(SIZES, np.random.default_rng(10), noise=0.7)
    one, other = (
        cluster_definitions({"one": pairs}, numbers=NUMBERS, rng=np.random.default_rng(2016))
        for _ in range(2)
    )
    assert one.members.equals(other.members)
    assert one.candidates.equals(other.candidates)


def test_units_and_the_order_of_rows_do_not_matter() -> None:
    pairs, _ = planted(SIZES, np.random.default_rng(10))
    turned = pairs.sample(fraction=1.0, shuffle=True, seed=1).select(
        industry_a="industry_b", industry_b="industry_a", x=pl.col("similarity") * 50 - 3
    )
    one, other = (
        cluster_definitions({"one": table}, numbers=NUMBERS, rng=np.random.default_rng(1))
        for table in (pairs, turned)
    )
    assert one.members.select("industry", "definition").equals(other.members.select("industry", "definition"))


def test_a_combination_can_be_a_candidate_without_being_a_judge() -> None:
    one, _ = planted(SIZES, np.random.default_rng(4))
    other, _ = planted(SIZES, np.random.default_rng(5))
    both = combined_similarity(one, other)
    found = cluster_definitions(
        {"one": one, "other": other, "both": both},
        algorithms=("ward",), numbers=(8,), judged_by=("one", "other"), rng=np.random.default_rng(0),
    )  # fmt: skip
    assert set(found.scores["similarity"]) == {"one", "other"}
    assert "both/ward/8" in found.candidates["candidate"].to_list()


def test_industries_that_a_table_lacks_are_left_out_and_named() -> None:
    one, _ = planted(SIZES, np.random.default_rng(4))
    other = one.filter((pl.col("industry_a") != "i000") & (pl.col("industry_b") != "i000"))
    found = cluster_definitions(
        {"one": one, "other": other}, algorithms=("ward",), numbers=(8,), rng=np.random.default_rng(0)
    )
    assert found.left_out.rows() == [("i000", "other")]
    assert "i000" not in found.members["industry"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"numbers": (8, 99)},
            "`numbers` of definitions has 99; with 57 industries give numbers from 2 to 56",
        ),
        ({"numbers": (1,)}, "`numbers` of definitions has 1;"),
        ({"numbers": ()}, "`numbers` of definitions has –;"),
        (
            {"numbers": (8,), "algorithms": ("magic",)},
            "There is no algorithm “magic”; there are ward, kmeans",
        ),
        (
            {"numbers": (8,), "judged_by": ("two",)},
            "`judged_by` has two, which `similarities` lacks; it has one",
        ),
    ],
)
def test_impossible_options_are_refused(options: dict[str, object], message: str) -> None:
    pairs, _ = planted(SIZES, np.random.default_rng(4))
    with pytest.raises(ParameterError, match=message):
        cluster_definitions({"one": pairs}, rng=np.random.default_rng(0), **options)


def test_no_table_or_one_with_a_taken_name_is_refused() -> None:
    pairs, _ = planted(SIZES, np.random.default_rng(4))
    for tables in ({}, {"combined": pairs}):
        with pytest.raises(ParameterError, match="give one table or more, none called “combined”"):
            cluster_definitions(tables, rng=np.random.default_rng(0))


def test_too_few_common_industries_are_refused() -> None:
    pairs, _ = planted((2, 2), np.random.default_rng(4))
    with pytest.raises(
        TableError, match="Only 3 industries are in all of the tables one, other; four are needed"
    ):
        cluster_definitions(
            {"one": pairs, "other": pairs.filter(pl.col("industry_a") != "i000")},
            rng=np.random.default_rng(0),
        )
