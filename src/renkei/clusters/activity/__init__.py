"""Activity by region and industry, as every method reads it: checked rows, or a labelled sparse matrix."""
