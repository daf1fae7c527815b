"""The atlas: one evidence build, opened for reading, as maps, tables and findings."""
