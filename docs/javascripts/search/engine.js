/**
 * The search itself, without a page: `inspectionSearch.query(text, {filters, sort, limit})`.
 *
 * Documents that hold all words come first, by lunr's score; those that hold only some follow, told apart. An authority
 * that is named by the words comes before everything.
 */
class InspectionSearch {
  /** @param {string} root the address of the site's root, ending in a slash */
  constructor(root) {
    this.root = root;
    this.shards = new Shards(`${root}search/index/`);
    this.index = new PartialIndex(this.shards);
  }

  /**
   * Called by each shard of the index.
   *
   * @param {string} build the name of its build
   * @param {string} name its name
   * @param {any} data what it holds
   */
  receive(build, name, data) {
    this.shards.receive(build, name, data);
  }

  /**
   * @param {string} text what the reader typed
   * @param {{filters?: Record<string, string[]>, sort?: string, limit?: number}} [options]
   * @returns {Promise<{total: number, all: number, counts: Record<string, Record<string, number>>, authority: any, results: any[]}>}
   *   total: documents found; all: how many of them hold every word; counts: by facet and value, each without its own
   *   filter; authority: the authority the words name, or null; results: the first `limit` of them
   */
  async query(text, { filters = {}, sort = "relevance", limit = 20 } = {}) {
    const wanted = asked(text);
    const [start, table] = await Promise.all([this.index.start(), this.shards.get("documents")]);
    const ranked = wanted.words.length ? await this.ranked(wanted) : [];
    const phrased = await this.withPhrases(ranked, wanted, start);
    const rows = phrased.map((hit) => described(hit, table, this.root));
    const kept = rows.filter((row) => passes(row, filters));
    if (sort === "date") kept.sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0));
    if (sort === "authority") kept.sort((a, b) => a.authority.localeCompare(b.authority, "en"));
    const results = kept.slice(0, limit);
    await Promise.all(results.map(async (result) => (result.text = await this.text(result.ref, start))));
    return {
      total: kept.length,
      all: kept.filter((row) => row.hasAll).length,
      counts: counted(rows, filters),
      authority: namedAuthority(wanted.words, table, this.root),
      results,
    };
  }

  /**
   * @param {string} text any text
   * @returns {string[]} its words as they are indexed, before stemming
   */
  words(text) {
    return wordsOf(text);
  }

  /**
   * @param {Asked} wanted what is asked
   * @returns {Promise<any[]>} lunr's results with the stems each holds; those with every word first
   */
  async ranked(wanted) {
    const found = await this.index.query((query) => {
      for (const word of wanted.words) query.term(word, {});
      if (wanted.last) query.term(wanted.last, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false, boost: 0.5 });
      for (const word of wanted.without) query.term(word, { presence: lunr.Query.presence.PROHIBITED });
    });
    const stems = wanted.words.map(stemOf);
    const hits = found.map((result) => {
      const matched = Object.keys(result.matchData.metadata);
      const missing = stems.filter((stem, i) => !matched.includes(stem) && !startsAny(matched, wanted.words[i], wanted));
      return { ref: Number(result.ref), score: result.score, hasAll: missing.length === 0 };
    });
    return [...hits.filter((hit) => hit.hasAll), ...hits.filter((hit) => !hit.hasAll)];
  }

  /**
   * @param {any[]} hits what the words found
   * @param {Asked} wanted what is asked
   * @param {any} start what every query needs
   * @returns {Promise<any[]>} the hits that hold every phrase
   */
  async withPhrases(hits, wanted, start) {
    if (wanted.phrases.length === 0) return hits;
    const candidates = hits.filter((hit) => hit.hasAll);
    const texts = await Promise.all(candidates.map((hit) => this.text(hit.ref, start)));
    return candidates.filter((_, i) => wanted.phrases.every((phrase) => holdsPhrase(wordsOf(texts[i]), phrase)));
  }

  /**
   * @param {number} ref a document
   * @param {any} start what every query needs
   * @returns {Promise<string>} its text
   */
  async text(ref, start) {
    const texts = await this.shards.get(`d${Math.floor(ref / start.textsAShard)}`);
    return texts[ref % start.textsAShard];
  }
}

/**
 * @param {string[]} matched stems that a document holds
 * @param {string} word a word of the query
 * @param {Asked} wanted what is asked
 * @returns {boolean} true if the word is still being typed and one of the stems begins with it
 */
function startsAny(matched, word, wanted) {
  return word === wanted.last && matched.some((stem) => stem.startsWith(word));
}

/**
 * @param {any} hit a hit
 * @param {any} table the document table
 * @param {string} root the address of the site's root
 * @returns {any} the hit with everything that a result shows or is filtered by
 */
function described(hit, table, root) {
  const [kind, authority, when, address, label, judgement, grade, themes] = table.rows[hit.ref];
  const [name, slug, , region] = table.authorities[authority];
  return {
    ...hit,
    kind: table.kinds[kind],
    authority: name,
    region,
    when,
    year: when.slice(0, 4),
    url: pageAddress(`${root}authorities/${slug}/${address}`),
    label: table.labels[label],
    judgement: table.judgements[judgement],
    grade,
    gradeWords: table.grades[grade] ?? "",
    themes: themes.map((/** @type {number} */ theme) => table.themes[theme]),
    text: "",
  };
}

const FACETS = ["kind", "grade", "region", "year", "judgement"];

/**
 * @param {any} row a described hit
 * @param {Record<string, string[]>} filters values that are wanted, by facet
 * @param {string} [but] a facet to leave out
 * @returns {boolean} true if the row has a wanted value in every facet that is filtered
 */
function passes(row, filters, but = "") {
  return FACETS.every((facet) => facet === but || !filters[facet]?.length || filters[facet].includes(row[facet]));
}

/**
 * @param {any[]} rows every described hit
 * @param {Record<string, string[]>} filters values that are wanted, by facet
 * @returns {Record<string, Record<string, number>>} how many rows each value would show, by facet
 */
function counted(rows, filters) {
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  for (const facet of FACETS) {
    counts[facet] = {};
    for (const row of rows) {
      if (row[facet] && passes(row, filters, facet)) counts[facet][row[facet]] = (counts[facet][row[facet]] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * @param {string[]} words the words of a query
 * @param {any} table the document table
 * @param {string} root the address of the site's root
 * @returns {{name: string, url: string} | null} the authority whose name or alias these words are
 */
function namedAuthority(words, table, root) {
  const typed = words.join(" ");
  if (!typed) return null;
  for (const [name, slug, aliases] of table.authorities) {
    if ([name, ...aliases].some((each) => wordsOf(each).join(" ") === typed))
      return { name, url: pageAddress(`${root}authorities/${slug}/`) };
  }
  return null;
}

/**
 * @param {string} address an address that ends in a slash before its anchor
 * @returns {string} the same, naming its file where the page was opened from a folder
 */
function pageAddress(address) {
  return location.protocol === "file:" ? address.replace(/\/(#|$)/, "/index.html$1") : address;
}
