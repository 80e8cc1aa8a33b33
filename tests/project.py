"""Where the project and the good records of the tests lie."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECORDS = Path(__file__).parent / "records" / "data"
VOCABULARIES = ("frameworks.yml", "themes.yml")


def good_data(folder: Path) -> Path:
    """A new data folder with the good records of tests/records and the real vocabularies."""
    data = folder / "data"
    shutil.copytree(RECORDS, data)
    for name in VOCABULARIES:
        shutil.copy(ROOT / "data" / name, data / name)
    return data
