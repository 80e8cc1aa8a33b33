/** What a reader types → what is asked of the index: words, "phrases" and words to leave out. */

/**
 * @typedef {{words: string[], phrases: string[][], without: string[], last: string}} Asked
 *   words: every word asked for, those of phrases too; without: words that must not occur; last: the word being typed
 */

/**
 * @param {string} text what the reader typed
 * @returns {Asked} never throws, whatever the text
 */
function asked(text) {
  const phrases = [];
  const without = [];
  const rest = text.slice(0, 1000).replace(/[“”]/g, '"').replace(/(^|\s)-?"([^"]*)"/g, (_, before, inside) => {
    const words = wordsOf(inside);
    if (words.length) phrases.push(words);
    return `${before} `;
  });
  const words = [];
  for (const piece of rest.split(/\s+/)) {
    if (/^-[^-]/.test(piece)) without.push(...wordsOf(piece));
    else words.push(...wordsOf(piece));
  }
  const last = /[\s"]$/.test(text) ? "" : (words.at(-1) ?? "");
  return { words: [...new Set([...words, ...phrases.flat()])].slice(0, 40), phrases, without, last };
}

/**
 * @param {string[]} words the words of a text, in order
 * @param {string[]} phrase the words of a phrase
 * @returns {boolean} true if the phrase stands in the text, its last word in any of its forms
 */
function holdsPhrase(words, phrase) {
  return words.some((_, start) => phrase.every((word, i) => words[start + i] === word || stemOf(words[start + i] ?? "") === stemOf(word)));
}

/**
 * @param {string} word a word
 * @returns {string} its stem, as the index has it
 */
function stemOf(word) {
  return lunr.stemmer(new lunr.Token(word, {})).toString();
}
