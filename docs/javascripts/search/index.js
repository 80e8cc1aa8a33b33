/**
 * lunr's own index over no more of the postings than a query needs.
 *
 * lunr scores a document by the weights of the query's own terms alone, so an index that holds the whole vocabulary, but
 * postings and weights only of the terms a query expands to, gives the same references and scores as the whole index.
 * lunr.js itself parses, expands and scores; nothing of it is changed.
 */
class PartialIndex {
  /** @param {Shards} shards where the postings come from */
  constructor(shards) {
    this.shards = shards;
    /** @type {Promise<any> | null} */
    this.starting = null;
  }

  /** @returns {Promise<any>} what every query needs: vocabulary, fields, and which shard holds which terms */
  start() {
    this.starting ??= this.shards.get("start").then((start) => {
      const terms = start.terms === "" ? [] : start.terms.split(" ");
      const shardOf = new Map();
      let next = 0;
      start.shards.forEach((/** @type {number} */ count, /** @type {number} */ number) => {
        for (let i = 0; i < count; i++) shardOf.set(terms[next++], `t${number}`);
      });
      return {
        ...start,
        terms,
        shardOf,
        tokenSet: lunr.TokenSet.fromArray(terms),
        pipeline: lunr.Pipeline.load(start.pipeline),
      };
    });
    this.starting.catch(() => (this.starting = null));
    return this.starting;
  }

  /**
   * What `lunr.Index.search` answers to the same string, given the whole index.
   *
   * @param {string} text a query in lunr's own language
   * @returns {Promise<any[]>} lunr's results; rejected with lunr's own error if it is not such a query
   */
  search(text) {
    return this.query((query) => new lunr.QueryParser(text, query).parse());
  }

  /**
   * What `lunr.Index.query` answers, given the whole index.
   *
   * @param {(query: any) => void} ask puts the clauses into the query; called twice
   * @returns {Promise<any[]>} lunr's results, best first
   */
  async query(ask) {
    const start = await this.start();
    const asking = new lunr.Query(start.fields);
    ask.call(asking, asking);
    const terms = expandedTerms(start, asking);
    const names = [...new Set(terms.map((term) => start.shardOf.get(term)))];
    const loaded = Object.assign({}, ...(await Promise.all(names.map((name) => this.shards.get(name)))));
    return partOf(start, terms, loaded, asking.isNegated()).query(ask);
  }
}

/**
 * @param {any} start what every query needs
 * @param {any} query a lunr.Query with its clauses
 * @returns {string[]} every term of the vocabulary that the query's clauses expand to, as lunr expands them
 */
function expandedTerms(start, query) {
  const found = new Set();
  for (const clause of query.clauses) {
    const terms = clause.usePipeline ? start.pipeline.runString(clause.term, { fields: clause.fields }) : [clause.term];
    for (const term of terms) {
      const wanted = lunr.TokenSet.fromClause({ ...clause, term });
      for (const expanded of start.tokenSet.intersect(wanted).toArray()) found.add(expanded);
    }
  }
  return [...found];
}

/**
 * @param {any} start what every query needs
 * @param {string[]} terms the terms the index is to know
 * @param {Record<string, any>} loaded postings by term, as shards hold them
 * @param {boolean} everyDocument whether documents without any of the terms can be an answer, as when all are to be left out
 * @returns {any} a lunr.Index of these terms
 */
function partOf(start, terms, loaded, everyDocument) {
  const invertedIndex = Object.create(null);
  /** @type {Record<string, number[][]>} */
  const weights = Object.create(null);
  for (const term of terms) {
    const [termIndex, ...fields] = loaded[term];
    const posting = Object.create(null);
    posting._index = termIndex;
    for (const name of start.fields) posting[name] = Object.create(null);
    for (const [number, steps, values] of fields) {
      const name = start.fields[number];
      let ref = 0;
      steps.forEach((/** @type {number} */ step, /** @type {number} */ i) => {
        ref += step;
        posting[name][ref] = Object.create(null);
        (weights[`${name}/${ref}`] ??= []).push([termIndex, values[i] / 1000]);
      });
    }
    invertedIndex[term] = posting;
  }
  const fieldVectors = Object.create(null);
  if (everyDocument) {
    for (let ref = 0; ref < start.documents; ref++)
      for (const name of start.fields) fieldVectors[`${name}/${ref}`] = new lunr.Vector();
  }
  for (const [ref, pairs] of Object.entries(weights)) {
    pairs.sort((a, b) => a[0] - b[0]);
    fieldVectors[ref] = new lunr.Vector(pairs.flat());
  }
  return new lunr.Index({
    invertedIndex,
    fieldVectors,
    tokenSet: start.tokenSet,
    fields: start.fields,
    pipeline: start.pipeline,
  });
}
