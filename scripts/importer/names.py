"""Which authority a report names, and who led the inspection.

A name is resolved through the names and aliases of the records, never by what looks alike: a name that fits none, or
two, stays unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from inspections.terms import folded

_BOROUGH = r"(?:london borough|royal borough|metropolitan borough|borough|city|county|metropolitan district)"
_PREFIX = re.compile(rf"^(?:the )?(?:{_BOROUGH}(?: council)?(?: of)?|council of(?: the)?) ")
_SUFFIX = re.compile(
    r" (?:(?:city and )?(?:(?:metropolitan|district|borough|county|city) )*council|metropolitan borough"
    r"|borough|children s services|city of|city)$"
)


def resolve(name: str, known: Mapping[str, str]) -> str | None:
    """The address of the authority of this name; `known` has addresses by folded name. None if there is none."""
    candidates = [folded(name)]
    without_council = candidates[0].removesuffix(" council")  # "X City Council" is X City before it is X
    if candidates[0] not in known and without_council in known:
        return known[without_council]
    while candidates[-1]:
        if candidates[-1] in known:
            return known[candidates[-1]]
        shorter = _SUFFIX.sub("", candidates[-1])
        if shorter == candidates[-1]:
            shorter = _PREFIX.sub("", candidates[-1])
        if shorter == candidates[-1]:
            shorter = candidates[-1].removeprefix("the ")
        if shorter == candidates[-1]:
            return None
        candidates.append(shorter)
    return None


_TITLE = re.compile(
    r",?\s*(?:Senior\s+)?(?:(?:His|Her)\s+Majesty[’']s\s+Inspectors?(?:\s*\(?HMI\)?)?|HMI|Ofsted Inspector|SHMI)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\W\d_.’'-]*(?:[ .’'-]+[^\W\d_][^\W\d_.’'-]*){1,4}\.?")


def inspectors(phrase: str) -> tuple[str, ...] | None:
    """The names in what follows "Lead inspector:", without titles; None if it does not read as names."""
    names = [
        " ".join(part.split()).strip(" ,.;")
        for part in re.split(r",|;|\band\b|&|\n", _TITLE.sub(",", phrase))
        if part.strip(" ,.;\n")
    ]
    names = [name.replace("'", "’") for name in names]
    if not names or not all(_NAME.fullmatch(name) for name in names):
        return None
    return tuple(dict.fromkeys(names))
