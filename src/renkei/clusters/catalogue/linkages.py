"""How industries are linked: by trade, by place, by skills."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import GAMMA, SHARE
from renkei.language import Text

_CORRELATION: Final = Text(zh_hant="相關係數（-1 至 1）", en="correlation (-1 to 1)", ja="相関係数（-1〜1）")
_PER_OUTPUT: Final = Text(zh_hant="每單位產出", en="per unit of output", ja="産出1単位当たり")
_DEVIATIONS: Final = Text(
    zh_hant="標準差（平均 = 0）", en="standard deviations (mean = 0)", ja="標準偏差（平均 = 0）"
)
_PAIR: Final = ("industry_a", "industry_b")
_MILLER_BLAIR: Final = "Miller & Blair (2009), Input–Output Analysis, 2nd ed., chapter 5"
_KERR: Final = "Ellison, Glaeser & Kerr (2010), American Economic Review 100, 1195-1213"
_DELGADO: Final = "Delgado, Porter & Stern (2016), Journal of Economic Geography 16, 1-38"

ENTRIES: Final = (
    Indicator(
        id="direct_requirements",
        function="direct_requirements",
        name=Text(zh_hant="直接投入係數（商品）", en="Direct requirements", ja="直接投入係数（商品別）"),
        unit=_PER_OUTPUT,
        formula=r"b_{ci} = u_{ci}/g_i",
        source=_MILLER_BLAIR,
        keys=("commodity", "industry"),
        digits=4,
        meaning=Text(
            zh_hant="這項產業每生產一元，需要買進多少這種商品。",
            en="How much of this commodity the industry buys for each unit of money that it produces.",
            ja="その産業が1単位を生産するために、その商品をどれだけ買うかを示します。",
        ),
    ),
    Indicator(
        id="industry_requirements",
        function="industry_requirements",
        name=Text(
            zh_hant="產業間直接投入係數",
            en="Direct requirements between industries",
            ja="産業間の直接投入係数",
        ),
        unit=_PER_OUTPUT,
        formula=r"A = V\hat q^{-1}\, U\hat g^{-1}",
        source=_MILLER_BLAIR,
        keys=("from_industry", "to_industry"),
        digits=4,
        meaning=Text(
            zh_hant="買方產業每生產一元，直接向賣方產業買進多少。",
            en="How much the buying industry takes directly from the selling one for each unit of money it "
            "produces.",
            ja="買い手の産業が1単位を生産するために、売り手の産業から直接どれだけ買うかを示します。",
        ),
    ),
    Indicator(
        id="total_requirements",
        function="total_requirements",
        name=Text(zh_hant="完全需求係數", en="Total requirements", ja="完全投入係数（逆行列係数）"),
        unit=_PER_OUTPUT,
        formula=r"L = (I - A)^{-1}",
        source=_MILLER_BLAIR,
        keys=("from_industry", "to_industry"),
        digits=4,
        meaning=Text(
            zh_hant="一項產業多賣出一元最終產品時，另一項產業連同各層供應商合計須生產多少。",
            en="What one industry must make in all, through every supplier, when another sells one more unit of "
            "its final product.",
            ja="ある産業の最終製品が1単位多く売れたとき、取引先を通じて別の産業が全部でどれだけ生産するかを示します。",
        ),
    ),
    Indicator(
        id="input_output_similarity",
        function="input_output_similarity",
        name=Text(zh_hant="投入產出連結", en="Input–output link", ja="投入産出のつながり"),
        unit=SHARE,
        formula=r"\max\{in_{a\leftarrow b},\, in_{b\leftarrow a},\, out_{a\to b},\, out_{b\to a}\}",
        source=f"{_KERR}; {_DELGADO}",
        keys=_PAIR,
        digits=4,
        meaning=Text(
            zh_hant="兩項產業互為供應商或客戶的重要程度：取兩者買進與賣出占比之中最大的一個。",
            en="How important one industry is to the other as supplier or customer: the largest of their "
            "shares in each other's purchases and sales.",
            ja="二つの産業が、仕入先または販売先として互いにどれだけ重要かを示します。買いと売りの割合のうち最大の値です。",
        ),
    ),
    Indicator(
        id="input_output_correlation",
        function="input_output_correlation",
        name=Text(zh_hant="投入產出結構相似度", en="Likeness of trade", ja="取引構造の類似度"),
        unit=_CORRELATION,
        formula=r"\max\{r(x_a,x_b),\, r(y_a,y_b),\, r(x_b,y_a),\, r(x_a,y_b)\}",
        source="Czamanski (1974), Study of Clustering of Industries; Feser & Bergman (2000), Regional Studies 34, 1-19",
        keys=_PAIR,
        digits=3,
        meaning=Text(
            zh_hant="兩項產業的供應商或客戶有多相似：1 表示完全相同的型態。",
            en="How alike the suppliers or customers of two industries are: 1 is the same pattern.",
            ja="二つの産業の仕入先や販売先がどれだけ似ているかを示します。1なら同じ構造です。",
        ),
    ),
    Indicator(
        id="occupation_similarity",
        function="occupation_similarity",
        name=Text(zh_hant="職業結構相似度", en="Likeness of occupations", ja="職業構成の類似度"),
        unit=_CORRELATION,
        formula=r"r(o_a, o_b)",
        source=f"{_KERR}; {_DELGADO}",
        keys=_PAIR,
        digits=3,
        meaning=Text(
            zh_hant="兩項產業雇用的職業有多相似：1 表示各種職業的占比相同。",
            en="How alike the occupations are that two industries employ: 1 is the same mix.",
            ja="二つの産業が雇う職業の構成がどれだけ似ているかを示します。1なら同じ構成です。",
        ),
    ),
    Indicator(
        id="locational_correlation",
        function="locational_correlation",
        name=Text(zh_hant="區位相關", en="Locational correlation", ja="立地の相関"),
        unit=_CORRELATION,
        formula=r"r(e_{\cdot a}, e_{\cdot b})",
        source=f"Porter (2003), Regional Studies 37, 549-578; {_DELGADO}",
        keys=_PAIR,
        digits=3,
        meaning=Text(
            zh_hant="一項產業多的地方，另一項產業是否也多：1 表示兩者在各地同增同減。",
            en="Whether places with much of one industry have much of the other too: at 1 they rise and fall "
            "together.",
            ja="一方の産業が多い地域に、もう一方も多いかどうかを示します。1なら地域ごとの増減が一致します。",
        ),
    ),
    Indicator(
        id="pairwise_coagglomeration",
        function="pairwise_coagglomeration",
        name=Text(zh_hant="兩產業共同集聚指數", en="Coagglomeration of pairs", ja="二産業の共集積指数"),
        unit=GAMMA,
        formula=r"\gamma^c_{ab} = \frac{\sum_r (s_{ra}-x_r)(s_{rb}-x_r)}{1-\sum_r x_r^2}",
        source=_KERR,
        keys=_PAIR,
        digits=4,
        meaning=Text(
            zh_hant="兩項產業是否比一般產業更常聚集在相同的地方：0 表示與隨機分布無異。",
            en="Whether two industries gather in the same places more than industries do on average: at 0 it is "
            "no more than chance.",
            ja="二つの産業が、平均的な産業よりも同じ地域に集まっているかを示します。0なら偶然と変わりません。",
        ),
    ),
    Indicator(
        id="combined_similarity",
        function="combined_similarity",
        name=Text(zh_hant="綜合關聯度", en="Combined similarity", ja="総合的な関連度"),
        unit=_DEVIATIONS,
        formula=r"\frac{1}{K}\sum_k \frac{M^k_{ab}-\bar M^k}{\sigma(M^k)}",
        source=_DELGADO,
        keys=_PAIR,
        digits=2,
        meaning=Text(
            zh_hant="綜合地點、交易與技能等面向，兩項產業比一般產業配對更相關多少。",
            en="How much more related two industries are than the average pair, taking place, trade and skills "
            "together.",
            ja="立地、取引、技能などを合わせて、二つの産業が平均的な組み合わせよりどれだけ関連が深いかを示します。",
        ),
    ),
)
