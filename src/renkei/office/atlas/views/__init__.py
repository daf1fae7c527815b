"""The pages of the atlas, one module for each kind: obtain the subject, select its rows, render."""
