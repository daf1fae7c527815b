"""Formulas of the catalogue are set as MathML, in the page and in the brief alike."""

from __future__ import annotations

import pytest

from renkei.clusters import INDICATORS
from renkei.errors import ParameterError
from renkei.language import LANGUAGES
from renkei.report.formulas import mathml


@pytest.mark.parametrize("name", INDICATORS)
def test_every_formula_of_the_catalogue_becomes_mathml(name: str) -> None:
    for language in LANGUAGES:
        made = mathml(INDICATORS[name].formula, language)
        assert made.startswith("<math>")
        assert "\\" not in made
        assert " style=" not in made, "the pages allow no styles in line"


def test_a_fraction_with_scripts_is_set_as_such() -> None:
    made = mathml(r"\frac{x_r^2}{LQ}", "en")
    assert "<msubsup><mi>x</mi><mi>r</mi><mn>2</mn></msubsup>" in made
    assert "<mtext>LQ</mtext></mrow></mfrac>" in made, "an abbreviation is one name"


def test_words_in_a_formula_are_in_the_readers_language() -> None:
    assert "除非另行設定" in mathml(INDICATORS["opening_rate"].formula, "zh-Hant")


def test_an_unknown_command_in_a_formula_is_named() -> None:
    with pytest.raises(ParameterError, match=r"The formula command \\oops is not known"):
        mathml(r"\oops", "en")
