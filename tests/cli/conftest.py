"""The command line works on the same fictional country as the evidence tests."""

from tests.evidence.conftest import workspace

__all__ = ["workspace"]
