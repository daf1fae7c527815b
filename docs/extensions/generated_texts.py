"""The Markdown of the generated reference pages, from the objects that the product itself uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from renkei.clusters.catalogue import INDICATORS
from renkei.diagnosis import shipped_rules
from renkei.evidence.config import WorkspaceConfig, config_as_toml
from renkei.example import example_folder
from renkei.language import LanguageCode, Text, translated
from renkei.tables import INPUT_TABLES, RESULT_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.clusters.catalogue import Indicator
    from renkei.diagnosis import Rule
    from renkei.tables import Column, TableSpec

COMMANDS: Final = Text("指令", "Commands", "コマンド")
COMMANDS_INTRO: Final = Text(
    "這一頁由程式本身產生，與 `renkei 指令 --help` 的內容相同。"
    "訊息寫到標準錯誤輸出；`--json` 的結果與 CSV 寫到標準輸出。",
    "This page is written from the program itself and says what `renkei COMMAND --help` says. Messages go to "
    "standard error; what `--json` and CSV give goes to standard output.",
    "このページはプログラムから自動生成され、`renkei コマンド --help` と同じ内容です。メッセージは標準エラー出力に、"
    "`--json` と CSV の結果は標準出力に書かれます。",
)
INDICATORS_TITLE: Final = Text("指標", "Indicators", "指標")
INDICATORS_INTRO: Final = Text(
    "證據版本的 `indicators` 表中的每一個數字。下列說明取自程式的指標目錄，網頁上的說明也來自同一處。",
    "Every number in the table `indicators` of an evidence build. The entries come from the catalogue in the "
    "program, the same that the web pages use.",
    "エビデンス版の `indicators` 表にあるすべての数値です。説明はプログラム内の指標目録から取られており、"
    "ウェブページと同じものです。",
)
FIELDS: Final = {
    "en": ("Identifier", "Unit", "Keys", "Source"),
    "zh-Hant": ("代號", "單位", "鍵", "出處"),
    "ja": ("識別子", "単位", "キー", "出典"),
}
PARAMETERS: Final = {
    "en": ("Argument or option", "Meaning", "Default", "required"),
    "zh-Hant": ("引數或選項", "意義", "預設值", "必填"),
    "ja": ("引数・オプション", "意味", "既定値", "必須"),
}


@dataclass(frozen=True, slots=True)
class TableWords:
    """What the page of tables says around the tables."""

    title: str
    intro: str
    given: str
    added: str
    header: tuple[str, ...]
    key: str
    required: str


TABLES: Final[dict[LanguageCode, TableWords]] = {
    "en": TableWords(
        "Tables",
        "Written from `renkei.tables`. A required column must be there and filled in every row; the keys together "
        "occur once. Where values in `code` are listed, no others are allowed.",
        "What you bring",
        "What a build adds",
        ("Column", "Type", "Meaning", "Unit, range"),
        "key",
        "required",
    ),
    "zh-Hant": TableWords(
        "資料表",
        "由程式的 `renkei.tables` 產生。必填欄位必須存在，而且每一列都有值；"
        "鍵的組合不可重複。列出 `代碼` 的欄位，只允許這些值。",
        "你帶來的資料",
        "證據版本加上的資料",
        ("欄位", "型別", "意義", "單位、範圍"),
        "鍵",
        "必填",
    ),
    "ja": TableWords(
        "表",
        "プログラムの `renkei.tables` から作られています。"
        "必須の列は必ずあり、すべての行で埋まっていなければなりません。キーの組は一度だけ現れます。"
        "`コード` が並んでいる列では、それ以外の値は使えません。",
        "持ち込むデータ",
        "エビデンス版が加えるデータ",
        ("列", "型", "意味", "単位・範囲"),
        "キー",
        "必須",
    ),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A Markdown table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        lines = [self.header, tuple("---" for _ in self.header), *self.rows]
        return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _page(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def commands_page(commands: list[dict[str, Any]], language: LanguageCode) -> str:
    """Each command with its usage, arguments and options."""
    blocks = [f"# {COMMANDS.in_language(language)}", COMMANDS_INTRO.in_language(language)]
    for command in commands:
        blocks += [f"## renkei {command['name']}", command["help"], f"```text\n{command['usage']}\n```"]
        rows = tuple(_parameter_row(one, language) for one in command["parameters"])
        blocks.append(str(Grid(PARAMETERS[language][:3], rows)))
    return _page(*blocks)


def _parameter_row(parameter: dict[str, Any], language: LanguageCode) -> tuple[str, ...]:
    required = PARAMETERS[language][3] if parameter["required"] else "–"
    default = f"`{parameter['default']}`" if parameter["default"] is not None else required
    return _code(parameter["names"]), parameter["help"], default


def indicators_page(language: LanguageCode) -> str:
    """Each indicator with meaning, formula, unit, keys and source."""
    entries = [block for one in INDICATORS.values() for block in _indicator(one, language)]
    return _page(
        f"# {INDICATORS_TITLE.in_language(language)}", INDICATORS_INTRO.in_language(language), *entries
    )


def _indicator(indicator: Indicator, language: LanguageCode) -> list[str]:
    identifier, unit, keys, source = FIELDS[language]
    facts = [
        f"- {identifier}: `{indicator.id}`",
        f"- {unit}: {indicator.unit.in_language(language)}",
        f"- {keys}: {_code(indicator.keys)}",
        f"- {source}: {indicator.source}",
    ]
    return [
        f"## {indicator.name.in_language(language)}",
        indicator.meaning.in_language(language),
        f"```{{math}}\n{indicator.formula}\n```",
        "\n".join(facts),
    ]


def tables_page(language: LanguageCode) -> str:
    """The canonical tables: what each is, its keys and its columns."""
    words = TABLES[language]
    blocks = [
        f"# {words.title}",
        words.intro,
        f"## {words.given}",
        *(block for spec in INPUT_TABLES.values() for block in _table(spec, language)),
        f"## {words.added}",
        *(block for spec in RESULT_TABLES.values() for block in _table(spec, language)),
    ]
    return _page(*blocks)


def _table(spec: TableSpec, language: LanguageCode) -> list[str]:
    rows = tuple(_column_row(column, spec, language) for column in spec.columns)
    return [f"### {spec.name}", translated(spec.meaning, language), str(Grid(TABLES[language].header, rows))]


def _column_row(column: Column, spec: TableSpec, language: LanguageCode) -> tuple[str, ...]:
    words = TABLES[language]
    mark = words.key if column.name in spec.keys else words.required if column.required else ""
    kind = f"{column.type} ({mark})" if mark else column.type
    return f"`{column.name}`", kind, translated(column.meaning, language), _sense(column, language)


def _sense(column: Column, language: LanguageCode) -> str:
    if column.allowed:
        return _code(column.allowed)
    low = "" if column.minimum is None else f"≥ {column.minimum:g}"
    high = "" if column.maximum is None else f"≤ {column.maximum:g}"
    unit = translated(column.unit, language) if column.unit else ""
    return " ".join(part for part in (unit, low, high) if part) or "–"


def rules_page() -> str:
    """The rules that turn indicators into findings, with their shipped thresholds and their sentences."""
    return _page(
        "# Rules of findings",
        "Written from `renkei/diagnosis/rules.toml`. A rule speaks when all its conditions hold; a missing value "
        "never satisfies one. [How to change a threshold](../../how-to/change-thresholds.md).",
        *(block for rule in shipped_rules() for block in _rule(rule)),
    )


def _rule(rule: Rule) -> list[str]:
    conditions = tuple(
        (f"`{one.column}`", "at least" if one.at_least else "at most", f"{one.threshold:g}")
        for one in rule.when
    )
    spoken = {"en": rule.text.en, "zh-Hant": rule.text.zh_hant, "ja": rule.text.ja}
    return [
        f"## {rule.id}",
        f"About a {rule.sheet}; says a **{rule.level}** with {rule.confidence} confidence. "
        f"Rests on {_code(rule.because)}; ordered by `{rule.weight_column}` × {rule.weight_scale:g}.",
        str(Grid(("Column", "Condition", "Threshold"), conditions)),
        "\n".join(f"- {language}: {sentence}" for language, sentence in spoken.items()),
    ]


def settings_page() -> str:
    """The `renkei.toml` that `renkei new` writes, every key explained in it, and that of the example."""
    shown = WorkspaceConfig(name=Text("我的地區", "My region", "わたしの地域"))
    example = (example_folder() / "renkei.toml").read_text("utf-8")
    return _page(
        "# renkei.toml",
        "This is what `renkei new` writes. A key that is left out has the value shown here; "
        "an unknown key is an error.",
        f"```toml\n{config_as_toml(shown)}```",
        "## Of the shipped example",
        f"```toml\n{example.rstrip()}\n```",
    )
