"""What is wrong with a record, and where: one sentence each, with file, line and column.

A mistake in the data is a sentence a volunteer can act on; only a mistake in the program is a traceback. Problems are
gathered, never raised one by one, so that a person sees all of them at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A point in a file; `line` and `column` are 1-based and count characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, at one place, in one sentence."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"

    @property
    def annotation(self) -> str:
        """The problem as a workflow command that marks the line in a GitHub pull request."""
        message = self.sentence.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = self.place.file.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = file.replace(":", "%3A").replace(",", "%2C")
        return f"::error file={file},line={self.place.line},col={self.place.column}::{message}"


class RecordError(Exception):
    """Records that cannot be used; `problems` holds every reason, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` with the nearest known word, or an empty string if none is near."""
    by_folded = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.6)
    return f"; did you mean '{by_folded[near[0]]}'?" if near else ""


def one_of(known: Iterable[str]) -> str:
    """The known words as a list for a sentence: `'a', 'b' or 'c'`."""
    quoted = [f"'{word}'" for word in known]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """`1 finding`, `2 findings`: a count with its noun."""
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"
