"""The web platform: a Django project inside the wheel. Its first room is the atlas."""

from renkei.office.server import serve

__all__ = ["serve"]
