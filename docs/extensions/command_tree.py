"""Prints the commands of `renkei` as JSON: name, help, usage, arguments and options.

Typer brings its own copy of Click in some versions and uses the installed one in others; only what both
have is used here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from renkei.cli.app import app

if TYPE_CHECKING:
    import typer


def command_tree() -> list[dict[str, Any]]:
    """Every command, in the order in which `renkei --help` lists them."""
    group: Any = get_command(app)
    parent = group.make_context("renkei", [], resilient_parsing=True)
    return [_described(group.commands[name], name, parent) for name in group.list_commands(parent)]


def _described(command: Any, name: str, parent: typer.Context) -> dict[str, Any]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    return {
        "name": name,
        "help": command.help or "",
        "usage": " ".join(command.get_usage(context).split(":", 1)[1].split()),
        "parameters": [_parameter(one) for one in command.params if one.name != "help"],
    }


def _parameter(parameter: Any) -> dict[str, Any]:
    is_option = parameter.param_type_name == "option"
    default = parameter.default
    plain = isinstance(default, int | float | str | Path) and not isinstance(default, bool)
    return {
        "names": [*parameter.opts, *parameter.secondary_opts] if is_option else [parameter.metavar],
        "help": parameter.help or "",
        "required": parameter.required,
        "default": f"{default:g}" if isinstance(default, float) else str(default) if plain else None,
        "option": is_option,
    }


if __name__ == "__main__":
    print(json.dumps(command_tree(), ensure_ascii=False))  # noqa: T201 (its output is its product)
