"""The regional brief: one self-contained HTML file that reads on a screen and prints on A4."""

from renkei.report.brief import regional_brief

__all__ = ["regional_brief"]
