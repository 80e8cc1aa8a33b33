/** The search page: reads the address, asks, and shows. Record text only ever reaches the page as text. */
class SearchPage {
  /**
   * @param {HTMLElement} element the part of the page that the search fills
   * @param {InspectionSearch} search the search
   */
  constructor(element, search) {
    this.element = element;
    this.search = search;
    this.asking = 0;
    this.limit = 20;
    this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.input = /** @type {HTMLInputElement} */ (element.querySelector("input[type=search]"));
    this.status = /** @type {HTMLElement} */ (element.querySelector("[role=status]"));
    this.list = /** @type {HTMLElement} */ (element.querySelector("[data-results]"));
    this.facets = /** @type {HTMLElement} */ (element.querySelector("[data-facets]"));
    /** @type {Record<string, string[]>} */
    this.filters = {};
    /** @type {number | undefined} */
    this.waiting = undefined;
    element.hidden = false;
    for (const note of document.querySelectorAll("[data-without-script]")) note.remove();
    const disclosure = element.querySelector("details");
    if (disclosure) disclosure.open = matchMedia("(min-width: 60em)").matches;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.changed("push");
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => this.changed("replace"), 150);
    });
    this.input.addEventListener("focus", () => this.search.index.start().catch(() => {}), { once: true });
    addEventListener("popstate", () => this.read());
    this.read();
  }

  /** Takes query and filters from the address, and shows them. Values that mean nothing are ignored, and said. */
  read() {
    const parameters = new URLSearchParams(location.search);
    this.input.value = parameters.get("q") ?? "";
    this.filters = {};
    for (const facet of FACETS) {
      const values = parameters.getAll(facet);
      if (values.length) this.filters[facet] = values;
    }
    this.limit = 20;
    this.show();
  }

  /** @param {"push" | "replace"} how whether the change is a step that "back" returns from */
  changed(how) {
    const parameters = new URLSearchParams();
    if (this.input.value.trim()) parameters.set("q", this.input.value.trim());
    for (const [facet, values] of Object.entries(this.filters)) for (const value of values) parameters.append(facet, value);
    const address = `${location.pathname}${parameters.size ? `?${parameters}` : ""}`;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.limit = 20;
    this.show();
  }

  /** Asks and shows; an answer that came after a newer question is dropped. */
  async show() {
    const mine = ++this.asking;
    const text = this.input.value;
    if (wordsOf(text).length === 0) {
      this.status.textContent = "";
      this.list.replaceChildren();
      this.facets.replaceChildren();
      return;
    }
    const slow = window.setTimeout(() => {
      if (mine === this.asking) this.status.textContent = "Searching …";
    }, 300);
    try {
      const answer = await this.search.query(text, { filters: this.filters, limit: this.limit });
      if (mine !== this.asking) return;
      this.status.textContent = sentence(answer, this.filters);
      this.list.replaceChildren(...this.items(answer, text));
      this.facets.replaceChildren(...this.groups(answer));
    } catch (error) {
      if (mine !== this.asking) return;
      this.list.replaceChildren();
      this.facets.replaceChildren();
      this.status.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * @param {any} answer what was found
   * @param {string} text what was typed
   * @returns {HTMLElement[]} the list's items
   */
  items(answer, text) {
    const { words, last } = asked(text);
    const items = [];
    if (answer.authority) {
      items.push(element("li", { className: "hit hit-authority" }, [element("p", {}, [link(answer.authority.url, answer.authority.name)]), element("p", { className: "meta" }, ["Authority"])]));
    }
    let told = answer.all === 0;
    for (const result of answer.results) {
      if (answer.authority && result.kind === "authority" && result.authority === answer.authority.name) continue;
      if (!told && !result.hasAll) {
        told = true;
        items.push(element("li", { className: "hit-divider" }, ["With some of your words"]));
      }
      items.push(hitItem(result, words, last));
    }
    if (answer.total > answer.results.length) {
      const more = element("button", { type: "button", className: "more" }, ["Show more"]);
      more.addEventListener("click", () => {
        this.limit += 40;
        this.show();
      });
      items.push(element("li", { className: "hit-more" }, [more]));
    }
    return items;
  }

  /**
   * @param {any} answer what was found
   * @returns {HTMLElement[]} a group of checkboxes for each facet
   */
  groups(answer) {
    return FACETS.filter((facet) => Object.keys(answer.counts[facet]).length > 1 || this.filters[facet]?.length).map((facet) => {
      const values = [...new Set([...Object.keys(answer.counts[facet]), ...(this.filters[facet] ?? [])])];
      values.sort((a, b) => (facet === "year" ? b.localeCompare(a) : (answer.counts[facet][b] ?? 0) - (answer.counts[facet][a] ?? 0)));
      return element("fieldset", {}, [
        element("legend", {}, [FACET_WORDS[facet]]),
        ...values.map((value) => this.box(facet, value, answer.counts[facet][value] ?? 0)),
      ]);
    });
  }

  /**
   * @param {string} facet the facet
   * @param {string} value one of its values
   * @param {number} count how many results have it
   * @returns {HTMLElement} its checkbox
   */
  box(facet, value, count) {
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox" }));
    input.checked = this.filters[facet]?.includes(value) ?? false;
    input.addEventListener("change", () => {
      const others = (this.filters[facet] ?? []).filter((each) => each !== value);
      this.filters[facet] = input.checked ? [...others, value] : others;
      this.changed("push");
    });
    return element("label", {}, [input, ` ${VALUE_WORDS[value] ?? value} `, element("span", { className: "meta" }, [String(count)])]);
  }
}

/** @type {Record<string, string>} */
const FACET_WORDS = { kind: "Kind", grade: "Grade", region: "Region", year: "Year", judgement: "Judgement" };
/** @type {Record<string, string>} */
const VALUE_WORDS = {
  authority: "Authority",
  summary: "Summary",
  improvement: "To improve (the report’s list)",
  finding: "Finding",
  paragraph: "Text of a report",
  outstanding: "Outstanding",
  good: "Good",
  "requires-improvement": "Requires improvement",
  inadequate: "Inadequate",
};

/**
 * @param {any} answer what was found
 * @param {Record<string, string[]>} filters the filters that are set
 * @returns {string} the result in one sentence
 */
function sentence(answer, filters) {
  const filtered = Object.values(filters).some((values) => values.length);
  if (answer.total === 0) {
    if (answer.authority) return `${answer.authority.name} is an authority; nothing else was found.`;
    return filtered
      ? "Nothing was found with these filters. Try without them."
      : "Nothing was found. Try fewer or other words, or look in the glossary for what inspectors call it.";
  }
  const results = `${answer.total} ${answer.total === 1 ? "result" : "results"}`;
  if (answer.all === 0) return `No document holds all of your words. ${results} with some of them.`;
  return answer.all === answer.total ? `${results}.` : `${results}, of which ${answer.all} with all of your words.`;
}

/**
 * @param {any} result a result
 * @param {string[]} words the words of the query
 * @param {string} last the word being typed
 * @returns {HTMLElement} its item
 */
function hitItem(result, words, last) {
  const where = [result.authority, monthOf(result.when), result.judgement].filter(Boolean).join(" · ");
  const children = [element("p", {}, [link(result.url, where || result.authority)])];
  if (result.kind !== "authority") {
    const label = result.label || VALUE_WORDS[result.kind];
    children.push(element("p", {}, [element("strong", { className: `kind kind-${kindClass(result)}` }, [label]), " ", ...marked(excerpt(result.text, words), words, last)]));
  }
  const facts = [result.gradeWords, ...result.themes].filter(Boolean).join(" · ");
  if (facts) children.push(element("p", { className: "meta" }, [facts]));
  return element("li", { className: "hit" }, children);
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/**
 * @param {string} when year and month, or only the year, or nothing
 * @returns {string} the same in words
 */
function monthOf(when) {
  const [year, month] = when.split("-");
  return month ? `${MONTHS[Number(month) - 1]} ${year}` : year;
}

/**
 * @param {any} result a result
 * @returns {string} the class of its kind, as on the pages
 */
function kindClass(result) {
  return { Strength: "strength", "To improve": "improvement", "Priority action": "priority-action" }[/** @type {string} */ (result.label)] ?? result.kind;
}

/**
 * @param {string} text a text
 * @param {string[]} words the words of the query
 * @returns {string} the text, or of a long one the part in which the first of the words stands
 */
function excerpt(text, words) {
  if (text.length <= 400) return text;
  const stems = new Set(words.map(stemOf));
  const pieces = text.split(/(\s+)/);
  const at = pieces.findIndex((piece) => wordsOf(piece).some((word) => stems.has(stemOf(word))));
  const start = Math.max(0, (at < 0 ? 0 : at) - 30);
  return (start > 0 ? "… " : "") + pieces.slice(start, start + 110).join("") + (start + 110 < pieces.length ? " …" : "");
}

/**
 * @param {string} text a text
 * @param {string[]} words the words of the query
 * @param {string} last the word being typed
 * @returns {(string | HTMLElement)[]} the text with the words of the query marked
 */
function marked(text, words, last) {
  const stems = new Set(words.map(stemOf));
  return text.split(/([\p{L}\p{N}’'-]+)/u).map((piece) => {
    const hit = wordsOf(piece).some((word) => stems.has(stemOf(word)) || (last && word.startsWith(last)));
    return hit ? element("mark", {}, [piece]) : piece;
  });
}

/**
 * @param {string} href where it leads
 * @param {string} text its text
 * @returns {HTMLElement} a link
 */
function link(href, text) {
  return element("a", { href }, [text]);
}

/**
 * @param {string} name a tag
 * @param {Record<string, string>} [properties] its properties
 * @param {(string | Node)[]} [children] what it holds; strings become text
 * @returns {HTMLElement} the element
 */
function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
