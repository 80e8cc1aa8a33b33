"""The forms of report that can be read."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """ILACS since 2018, single inspections from 2013 to 2018, looked-after children inspections of 2013."""

    ILACS = "ilacs"
    SIF = "sif"
    LAC = "lac"
