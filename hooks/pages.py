"""MkDocs events that turn records into pages; everything else is in the package beside this file.

A mistake in the data stops the build with one sentence a problem. Per-build state is kept in `config.extra`, since
MkDocs keeps hooks loaded between the builds of `mkdocs serve`.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from inspections.catalogue import catalogue
from inspections.pages import Site, outputs
from inspections.pages.links import Links
from inspections.pages.words import day
from inspections.problems import RecordError
from inspections.records import load


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds every generated page, and takes out those files of the theme that no page uses."""
    for file in list(files):
        if file.src_dir != config.docs_dir and file.src_uri.startswith("assets/"):
            files.remove(file)
    root = Path(config.config_file_path).parent
    try:
        records = load(root / config.extra["data"], config.extra["data"])
    except RecordError as error:
        raise PluginError(f"the records are not all right:\n{error}") from None
    known = catalogue(records)
    config.extra["as_of"] = day(known.as_of)
    config.extra["catalogue"] = known
    site = Site(
        name=config.site_name,
        url=config.site_url or "/",
        repository=(config.repo_url or "").rstrip("/"),
        links=Links(directory_urls=config.use_directory_urls),
    )
    for output in outputs(known, site):
        if files.get_file_from_path(output.path):
            raise PluginError(f"docs/{output.path} has the address of a generated page; give it another")
        file = File.generated(config, output.path, content=output.content)
        file.edit_uri = f"../data/{output.source}" if output.source else None
        files.append(file)
    return files
