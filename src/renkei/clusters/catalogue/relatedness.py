"""Which industries are related, and how complex they are."""

from __future__ import annotations

from typing import Final

from renkei.clusters.catalogue.indicator import Indicator
from renkei.clusters.catalogue.words import SHARE
from renkei.language import Text

SCORE: Final = Text(zh_hant="標準分數（平均 = 0）", en="z-score (mean = 0)", ja="標準得点（平均 = 0）")
MEAN_ONE: Final = Text(zh_hant="指數（平均 = 1）", en="index (mean = 1)", ja="指数（平均 = 1）")
CHANGE: Final = Text(zh_hant="標準分數之和", en="sum of z-scores", ja="標準得点の和")
NEARNESS: Final = Text(
    zh_hant="依所選方法（鄰近度：0 至 1）",
    en="by the measure chosen (proximity: 0 to 1)",
    ja="選んだ尺度による（近接度：0〜1）",
)
INCOME: Final = Text(zh_hant="與區域所得同單位", en="unit of the regions' income", ja="地域の所得と同じ単位")
INEQUALITY: Final = Text(
    zh_hant="與區域不均指數同單位", en="unit of the regions' inequality", ja="地域の不平等指数と同じ単位"
)
REFLECTIONS: Final = "Hidalgo & Hausmann (2009), PNAS 106, 10570"
ATLAS: Final = "Hausmann et al. (2014), The Atlas of Economic Complexity, MIT Press"
FITNESS: Final = "Tacchella et al. (2012), Scientific Reports 2, 723, eq. 1"
SPACE: Final = "Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317, 482"
GROWTH: Final = "Hausmann, Hwang & Rodrik (2007), Journal of Economic Growth 12, 1"

ENTRIES: Final = (
    Indicator(
        id="economic_complexity",
        function="economic_complexity",
        name=Text(zh_hant="經濟複雜度", en="Economic complexity", ja="経済複雑性"),
        unit=SCORE,
        formula=r"\lambda\,e = D^{-1} M U^{-1} M^{\top} e",
        source=f"{REFLECTIONS}; {ATLAS}",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地專精的產業是否多樣，而且是少有其他地方能做的：愈高愈複雜，0 為平均。",
            en="Whether a place is strong in many industries that few other places can do: the higher, the "
            "more complex; 0 is the average.",
            ja="ほかの地域にはまねの難しい産業に、どれだけ多く強いか。高いほど複雑で、0が平均です。",
        ),
    ),
    Indicator(
        id="product_complexity",
        function="product_complexity",
        name=Text(zh_hant="產業複雜度", en="Complexity of an industry", ja="産業の複雑性"),
        unit=SCORE,
        formula=r"p = U^{-1} M^{\top} e",
        source=f"{REFLECTIONS}; {ATLAS}",
        keys=("industry",),
        digits=2,
        meaning=Text(
            zh_hant="專精這項產業的地方，本身有多複雜：愈高，愈少地方做得來。",
            en="How complex the places are that are strong in this industry: the higher, the fewer places can "
            "do it.",
            ja="その産業に強い地域自体がどれだけ複雑か。高いほど、できる地域が限られます。",
        ),
    ),
    Indicator(
        id="reflected_complexity",
        function="reflected_complexity",
        name=Text(
            zh_hant="經濟複雜度（反射法）", en="Economic complexity, reflections", ja="経済複雑性（反射法）"
        ),
        unit=SCORE,
        formula=r"k_{r,N} = \frac{1}{k_{r,0}} \sum_i M_{ri}\, k_{i,N-1}",
        source=REFLECTIONS,
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="以反覆平均求得的經濟複雜度：與特徵向量法相近但不相同，供比較之用。",
            en="Economic complexity found by averaging back and forth: near the usual figure, not the same; "
            "for comparison.",
            ja="平均を繰り返して求めた経済複雑性。通常の値に近いものの同じではなく、比較のための値です。",
        ),
    ),
    Indicator(
        id="reflected_product_complexity",
        function="reflected_product_complexity",
        name=Text(
            zh_hant="產業複雜度（反射法）",
            en="Complexity of an industry, reflections",
            ja="産業の複雑性（反射法）",
        ),
        unit=SCORE,
        formula=r"k_{i,N+1} = \frac{1}{k_{i,0}} \sum_r M_{ri}\, k_{r,N}",
        source=REFLECTIONS,
        keys=("industry",),
        digits=2,
        meaning=Text(
            zh_hant="以反覆平均求得的產業複雜度：與特徵向量法相近但不相同，供比較之用。",
            en="The complexity of an industry found by averaging back and forth: near the usual figure, not "
            "the same.",
            ja="平均を繰り返して求めた産業の複雑性。通常の値に近いものの同じではありません。",
        ),
    ),
    Indicator(
        id="fitness",
        function="fitness",
        name=Text(zh_hant="適應度", en="Fitness", ja="フィットネス"),
        unit=MEAN_ONE,
        formula=r"F_r = \sum_i M_{ri} Q_i, \quad Q_i = \Big(\sum_r M_{ri} / F_r\Big)^{-1}",
        source=FITNESS,
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地擁有多少連弱勢地方也做不來的產業：數目與難度一併計入，1 為平均。",
            en="How many industries a place has that weak places cannot do, number and difficulty together: 1 "
            "is the average.",
            ja="弱い地域にはできない産業をどれだけ持つか。数と難しさを合わせた値で、1が平均です。",
        ),
    ),
    Indicator(
        id="product_fitness",
        function="product_fitness",
        name=Text(
            zh_hant="產業難度（適應度法）",
            en="Difficulty of an industry, fitness",
            ja="産業の難しさ（フィットネス法）",
        ),
        unit=MEAN_ONE,
        formula=r"Q_i = \Big(\sum_r M_{ri} / F_r\Big)^{-1}",
        source=FITNESS,
        keys=("industry",),
        digits=2,
        meaning=Text(
            zh_hant="這項產業有多難：只要有一個弱勢的地方也專精，數值就低。",
            en="How difficult an industry is: one weak place that is strong in it is enough to make this low.",
            ja="その産業の難しさ。弱い地域が一つでもその産業に強ければ、値は低くなります。",
        ),
    ),
    Indicator(
        id="relatedness",
        function="related_industries",
        name=Text(zh_hant="產業關聯度", en="Relatedness of two industries", ja="産業間の関連度"),
        unit=NEARNESS,
        formula=r"\varphi_{ij} = \min\{P(i \mid j),\, P(j \mid i)\} = c_{ij} / \max(u_i, u_j)",
        source=f"{SPACE}, eq. 1",
        keys=("industry_a", "industry_b"),
        digits=2,
        meaning=Text(
            zh_hant="專精其中一項產業的地方，也專精另一項的機會：取兩個方向中較小者。",
            en="The chance that a place strong in one of two industries is strong in the other too, in the "
            "less likely direction.",
            ja="一方の産業に強い地域が他方にも強い確率。二つの向きのうち小さいほうです。",
        ),
    ),
    Indicator(
        id="relatedness_density",
        function="relatedness_density",
        name=Text(zh_hant="關聯密度", en="Relatedness density", ja="関連密度"),
        unit=SHARE,
        formula=r"\omega_{ri} = \frac{\sum_j M_{rj}\,\varphi_{ij}}{\sum_j \varphi_{ij}}",
        source=f"{SPACE}, eq. 2",
        keys=("region", "industry"),
        digits=3,
        meaning=Text(
            zh_hant="與這項產業相關的產業之中，當地已經專精的部分：愈高，跨入愈容易。",
            en="Of all that is related to an industry, the part in which this place is already strong: the "
            "higher, the easier the step.",
            ja="その産業に関連する産業のうち、地域がすでに強い部分の割合。高いほど参入しやすくなります。",
        ),
    ),
    Indicator(
        id="complexity_outlook",
        function="complexity_outlook",
        name=Text(zh_hant="複雜度展望", en="Complexity outlook", ja="複雑性の展望"),
        unit=CHANGE,
        formula=r"\sum_i \omega_{ri} (1 - M_{ri})\, p_i",
        source=f"{ATLAS} (opportunity value and gain)",
        keys=("region",),
        digits=2,
        meaning=Text(
            zh_hant="當地尚未專精、但已接近的複雜產業有多少：愈高，可走的路愈多。",
            en="How many complex industries lie within reach of a place that it does not have yet: the "
            "higher, the more ways forward.",
            ja="まだ持たないものの手の届く複雑な産業がどれだけあるか。高いほど進む道が多くあります。",
        ),
    ),
    Indicator(
        id="complexity_gain",
        function="opportunities",
        name=Text(zh_hant="複雜度展望增益", en="Gain in complexity outlook", ja="複雑性の展望の伸び"),
        unit=CHANGE,
        formula=r"\sum_j \frac{\varphi_{ij}}{\sum_k \varphi_{kj}} (1 - M_{rj})\, p_j - \omega_{ri}\, p_i",
        source=f"{ATLAS} (opportunity value and gain)",
        keys=("region", "industry"),
        digits=2,
        meaning=Text(
            zh_hant="若當地發展出這項產業，往後通往複雜產業的路會多出多少。",
            en="How many more ways to complex industries a place would have if it took up this industry.",
            ja="その産業を得た場合に、複雑な産業へ進む道がどれだけ増えるかを示します。",
        ),
    ),
    Indicator(
        id="prody",
        function="prody",
        name=Text(
            zh_hant="產業的所得水準（PRODY）",
            en="Income content of an industry (PRODY)",
            ja="産業の所得水準（PRODY）",
        ),
        unit=INCOME,
        formula=r"\sum_r \frac{LQ_{ri}}{\sum_s LQ_{si}}\, Y_r",
        source=f"{GROWTH}",
        keys=("industry",),
        digits=0,
        meaning=Text(
            zh_hant="擁有這項產業的地方的平均所得，專精程度愈高者占比愈大。",
            en="The average income of the places that have this industry, those most specialised in it counting most.",
            ja="その産業を持つ地域の平均所得。特化の強い地域ほど大きく数えます。",
        ),
    ),
    Indicator(
        id="expy",
        function="expy",
        name=Text(
            zh_hant="產業組合的所得水準（EXPY）",
            en="Income content of a region's mix (EXPY)",
            ja="産業構成の所得水準（EXPY）",
        ),
        unit=INCOME,
        formula=r"\sum_i \frac{e_{ri}}{e_r}\, \mathrm{PRODY}_i",
        source=f"{GROWTH}",
        keys=("region",),
        digits=0,
        meaning=Text(
            zh_hant="從當地的產業組合看，相當於所得多高的地方。",
            en="How rich a place its mix of industries would suggest.",
            ja="産業構成から見て、どれほど所得の高い地域に相当するかを示します。",
        ),
    ),
    Indicator(
        id="product_gini",
        function="product_gini",
        name=Text(
            zh_hant="產業的不均程度（PGI）", en="Inequality of an industry (PGI)", ja="産業の不平等度（PGI）"
        ),
        unit=INEQUALITY,
        formula=r"\frac{\sum_r M_{ri}\, s_{ri}\, G_r}{\sum_r M_{ri}\, s_{ri}}, \quad s_{ri} = e_{ri}/e_r",
        source="Hartmann et al. (2017), World Development 93, 75",
        keys=("industry",),
        digits=2,
        meaning=Text(
            zh_hant="專精這項產業的地方，平均而言所得有多不均。",
            en="How unequal incomes are, on average, in the places that are strong in this industry.",
            ja="その産業に強い地域で、所得が平均してどれだけ不平等かを示します。",
        ),
    ),
)
