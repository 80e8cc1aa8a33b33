/**
 * Loads the shards of the index as scripts, which works from a folder as it does over HTTP.
 *
 * The promise of a shard is kept, so that each is asked for once; one that failed is asked for again next time. A shard
 * of another build, or one that does not come, is an error that the reader is told, never fewer results without a word.
 */
class Shards {
  /** @param {string} folder the address of the folder of shards, ending in a slash */
  constructor(folder) {
    this.folder = folder;
    /** @type {Map<string, Promise<any>>} */
    this.promised = new Map();
    /** @type {Map<string, {build: string, data: any}>} */
    this.received = new Map();
    /** @type {string | null} */
    this.build = null;
  }

  /**
   * Called by each shard when its script runs.
   *
   * @param {string} build the name of the build it belongs to
   * @param {string} name the shard's name
   * @param {any} data what it holds
   */
  receive(build, name, data) {
    this.received.set(name, { build, data });
  }

  /**
   * @param {string} name the shard's name
   * @returns {Promise<any>} what it holds; rejected with a sentence if it does not come or is of another build
   */
  get(name) {
    const known = this.promised.get(name);
    if (known) return known;
    const promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${this.folder}${name}.js`;
      script.onload = () => {
        const shard = this.received.get(name);
        this.received.delete(name);
        script.remove();
        if (!shard) reject(new Error("A part of the search index is damaged."));
        else if (this.build !== null && shard.build !== this.build)
          reject(new Error("The search index has been renewed since this page was opened. Please load the page again."));
        else {
          this.build = shard.build;
          resolve(shard.data);
        }
      };
      script.onerror = () => {
        script.remove();
        reject(new Error("A part of the search index did not load, so results would be incomplete. Please try again."));
      };
      document.head.append(script);
    });
    promise.catch(() => this.promised.delete(name));
    this.promised.set(name, promise);
    return promise;
  }
}
