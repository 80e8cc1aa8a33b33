/** Text → words, the same here and where the index is made (`hooks/inspections/search/words.py`). */

/**
 * @param {string} text any text
 * @returns {string[]} its words in small letters and digits, without accents, possessives or apostrophes
 */
function wordsOf(text) {
  const folded = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’‘ʼ]s(?![a-z0-9])/g, "")
    .replace(/['’‘ʼ]/g, "");
  return folded.match(/[a-z0-9]+/g) ?? [];
}
