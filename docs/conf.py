"""How the documentation is built: MyST Markdown in the furo theme, reference generated from the code.

Nothing is fetched from the network, neither while building nor while reading.
"""

import sys
from pathlib import Path

import renkei

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

from notebook_cache import notebook_cache

project = "Renkei"
author = "The Renkei developers"
project_copyright = "The Renkei developers, Apache-2.0"
version = release = renkei.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "docstrings",
    "generated_pages",
    "mathml",
    "page_language",
    "picture_colours",
]
exclude_patterns = ["_build", "extensions", "static"]
source_suffix = {".md": "myst-nb", ".rst": "restructuredtext"}

myst_enable_extensions = ["amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "smartquotes"]
myst_heading_anchors = 3

# Notebooks run while the documentation is built; a cell that fails stops the build. Their results are kept for
# as long as the code of the library is the same.
nb_execution_mode = "cache"
nb_execution_cache_path = str(notebook_cache(Path(__file__).parent / "_build" / "notebooks"))
nb_execution_raise_on_error = True
nb_execution_timeout = 300

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

nitpicky = True
# Types in signatures belong to other projects, whose inventories would have to be fetched.
nitpick_ignore_regex = [("py:.*", ".*")]

html_math_renderer = "mathml"
html_theme = "furo"
html_title = f"Renkei {version}"
html_favicon = "../src/renkei/office/static/atlas.svg"
html_static_path = ["static"]
html_css_files = ["notebooks.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#2b4b8f",
        "color-brand-content": "#2b4b8f",
        "font-stack": "system-ui, 'Noto Sans', 'Noto Sans TC', 'Noto Sans JP', sans-serif",
    },
    "dark_css_variables": {"color-brand-primary": "#9db4e8", "color-brand-content": "#9db4e8"},
}
