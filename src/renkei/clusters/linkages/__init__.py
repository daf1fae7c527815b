"""Linkages: how industries are tied by trade, labour and place."""
