"""Text → words, the same here and in the browser (`docs/javascripts/search/words.js`); a test holds the two together.

No word is dropped as a stop word: "not" must be findable. A possessive is the word it belongs to, a hyphen parts words.
"""

from __future__ import annotations

import re
import unicodedata


def words(text: str) -> list[str]:
    """The words of a text as they are indexed, before stemming: small letters and digits, without accents."""
    folded = unicodedata.normalize("NFKD", text)
    folded = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    folded = re.sub(r"['’‘ʼ]s(?![a-z0-9])", "", folded)
    folded = re.sub(r"['’‘ʼ]", "", folded)
    return re.findall(r"[a-z0-9]+", folded)
