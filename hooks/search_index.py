"""MkDocs events that add the search: its index, its script, and lunr.js as MkDocs ships it.

The browser's modules are joined into one classic script, since a page opened from a folder may load nothing else.
"""

from __future__ import annotations

from pathlib import Path

import mkdocs.contrib.search
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from inspections.search import outputs

MODULES = ("words", "shards", "index", "query", "engine", "page", "main")
LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates" / "search" / "lunr.js"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the search's files and takes out the single modules."""
    folder = Path(config.docs_dir) / "javascripts" / "search"
    joined = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    for name in MODULES:
        module = files.get_file_from_path(f"javascripts/search/{name}.js")
        if module is not None:
            files.remove(module)
    made = {
        "javascripts/search.js": f'(() => {{\n"use strict";\n{joined}}})();\n',
        "javascripts/lunr.js": LUNR.read_text(encoding="utf-8"),
    } | {output.path: output.content for output in outputs(config.extra["catalogue"])}
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    return files
