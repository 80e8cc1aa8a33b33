"""Porter's stemmer as lunr.js 2.3.9 computes it, to the letter.

lunr.py's own stemmer follows Porter's paper, lunr.js a port with slips of its own; they differ for some words, and an
index made by one and asked by the other silently loses those. So this function computes what lunr.js computes (checked
in a browser against lunr.js over the whole vocabulary), and is registered with lunr.py under the name lunr.js knows.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CONSONANTS, _VOWELS = r"[^aeiou][^aeiouy]*", r"[aeiouy][aeiou]*"
_MEASURE_ABOVE_0 = re.compile(rf"^(?:{_CONSONANTS})?{_VOWELS}{_CONSONANTS}")
_MEASURE_1 = re.compile(rf"^(?:{_CONSONANTS})?{_VOWELS}{_CONSONANTS}(?:{_VOWELS})?$")
_MEASURE_ABOVE_1 = re.compile(rf"^(?:{_CONSONANTS})?{_VOWELS}{_CONSONANTS}{_VOWELS}{_CONSONANTS}")
_HAS_VOWEL = re.compile(rf"^(?:{_CONSONANTS})?[aeiouy]")
_SHORT = re.compile(rf"^{_CONSONANTS}[aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
    "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize".split()  # noqa: SIM905
)


def _ending(suffixes: object) -> re.Pattern[str]:
    """A word that ends with one of the suffixes; the shortest stem wins, as in a lazy match."""
    return re.compile(rf"^(.+?)({'|'.join(suffixes)})$")  # type: ignore[arg-type]


_ENDS_2, _ENDS_3, _ENDS_4 = _ending(_STEP_2), _ending(_STEP_3), _ending(_STEP_4)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word of small letters and digits."""
    if len(word) < 3:
        return word
    starts_with_y = word[0] == "y"
    if starts_with_y:
        word = "Y" + word[1:]
    for step in (_plural, _past, _final_y, _step_2, _step_3, _step_4, _step_5):
        word = step(word)
    return "y" + word[1:] if starts_with_y else word


def _plural(word: str) -> str:
    if match := re.match(r"^(.+?)(ss|i)es$", word):
        return match[1] + match[2]
    if match := re.match(r"^(.+?)([^s])s$", word):
        return match[1] + match[2]
    return word


def _past(word: str) -> str:
    if match := re.match(r"^(.+?)eed$", word):
        return word[:-1] if _MEASURE_ABOVE_0.search(match[1]) else word
    match = re.match(r"^(.+?)(ed|ing)$", word)
    if not match or not _HAS_VOWEL.search(match[1]):
        return word
    word = match[1]
    if re.search(r"(at|bl|iz)$", word):
        return word + "e"
    if _DOUBLED.search(word):
        return word[:-1]
    return word + "e" if _SHORT.search(word) else word


def _final_y(word: str) -> str:
    match = re.match(r"^(.+?[^aeiou])y$", word)
    return match[1] + "i" if match else word


def _step_2(word: str) -> str:
    match = _ENDS_2.match(word)
    return match[1] + _STEP_2[match[2]] if match and _MEASURE_ABOVE_0.search(match[1]) else word


def _step_3(word: str) -> str:
    match = _ENDS_3.match(word)
    return match[1] + _STEP_3[match[2]] if match and _MEASURE_ABOVE_0.search(match[1]) else word


def _step_4(word: str) -> str:
    if match := _ENDS_4.match(word):
        return match[1] if _MEASURE_ABOVE_1.search(match[1]) else word
    match = re.match(r"^(.+?)(s|t)(ion)$", word)
    return match[1] + match[2] if match and _MEASURE_ABOVE_1.search(match[1] + match[2]) else word


def _step_5(word: str) -> str:
    if match := re.match(r"^(.+?)e$", word):
        rest = match[1]
        if _MEASURE_ABOVE_1.search(rest) or (_MEASURE_1.search(rest) and not _SHORT.search(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _MEASURE_ABOVE_1.search(word) else word
