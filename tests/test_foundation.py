"""What the project promises before any number is computed: layers, light imports, licence, README, sizes."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

import renkei

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "renkei"
HEAVY = (
    "altair",
    "babel",
    "django",
    "duckdb",
    "narwhals",
    "numpy",
    "openpyxl",
    "pandas",
    "polars",
    "pyarrow",
    "scipy",
)
EXAMPLE_LIMIT = 4_000_000
MODULE_LINES = 400

README_COMMANDS = [
    "python -m pip install . && renkei demo",
    "python -m pip install -e '.[test]' && pytest",
]


def shell_blocks(text: str) -> list[str]:
    return [body.strip() for body in re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)]


def loaded_after(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after `statement`."""
    script = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_renkei_loads_no_heavy_library() -> None:
    loaded = loaded_after("import renkei\nrenkei.__all__\ndir(renkei)")
    assert not loaded & set(HEAVY)


def test_the_command_line_answers_help_without_heavy_libraries() -> None:
    loaded = loaded_after("import renkei.cli.app")
    assert not loaded & (set(HEAVY) - {"babel"}), "babel reads the translations; nothing else may be loaded"


@pytest.mark.parametrize("name", renkei.__all__)
def test_every_name_that_renkei_offers_is_there(name: str) -> None:
    assert getattr(renkei, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'location_quotients'"):
        getattr(renkei, "location_" + "quotients")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-Hant.md", "README.ja.md"])
def test_the_first_two_commands_of_each_readme_are_the_same_everywhere(readme: str) -> None:
    assert shell_blocks((ROOT / readme).read_text("utf-8"))[:2] == README_COMMANDS


def test_no_other_shell_block_stands_before_the_two_commands() -> None:
    fences = re.findall(r"^```(\w+)", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    assert [fence for fence in fences if fence in {"sh", "bash", "shell", "console"}][:2] == ["sh", "sh"]


def test_the_version_is_the_same_everywhere() -> None:
    assert metadata("renkei")["Version"] == renkei.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in changelog or f"## [{renkei.__version__}]" in changelog


def test_the_licence_is_apache_2() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert text.rstrip().endswith("limitations under the License.")


def test_the_shipped_example_stays_below_four_megabytes() -> None:
    size = sum(file.stat().st_size for file in (PACKAGE / "example").rglob("*") if file.is_file())
    assert size < EXAMPLE_LIMIT


def test_no_single_file_of_the_package_is_large() -> None:
    large = {
        str(file.relative_to(PACKAGE)): file.stat().st_size
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file.stat().st_size > 1_000_000
    }
    assert not large


def test_modules_stay_short_enough_to_read() -> None:
    long = {
        str(file.relative_to(PACKAGE)): lines
        for file in PACKAGE.rglob("*.py")
        if (lines := len(file.read_text("utf-8").splitlines())) >= MODULE_LINES
    }
    assert not long


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "helper", "common", "base", "misc", "manager"}
    assert not [str(file) for file in PACKAGE.rglob("*.py") if file.stem in empty]


def test_scripts_are_executable_and_name_their_steps() -> None:
    for script in (ROOT / "check", ROOT / ".ci" / "run"):
        assert script.stat().st_mode & 0o111, f"{script} is not executable"
        done = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_check_refuses_an_option_that_it_does_not_know() -> None:
    done = subprocess.run([ROOT / "check", "--fast"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "unknown option --fast" in done.stderr
