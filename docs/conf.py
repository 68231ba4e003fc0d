"""How Sphinx makes the pages; docs/run builds them."""

import sys
from pathlib import Path

import stemgewicht

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "stemgewicht"
author = "the stemgewicht authors"
project_copyright = f"{author}, MIT licence"
version = release = stemgewicht.__version__
extensions = ["myst_parser", "sphinxcontrib.bibtex", "breathe", "sphinx_copybutton", "from_sources"]
exclude_patterns = ["README.md"]

myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3
suppress_warnings = ["bibtex.missing_field"]  # some sources have no author, publisher or year
highlight_language = "none"
bibtex_bibfiles = ["../references.bib"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"
copybutton_prompt_text = "$ "

breathe_default_project = project
breathe_show_include = False
breathe_default_members = ("members", "undoc-members")

html_theme = "furo"
html_math_renderer = "mathml"  # of from_sources
html_title = f"stemgewicht {release}"
html_copy_source = False
html_theme_options = {"sidebar_hide_name": False, "top_of_page_buttons": []}
html_static_path = ["static"]
html_css_files = ["pages.css"]
