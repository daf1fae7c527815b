"""The command line: `renkei …`."""

from renkei.cli.app import main

__all__ = ["main"]
