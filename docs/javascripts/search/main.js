/** Starts the search where the page has a place for it. */
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const inspectionSearch = new InspectionSearch(new URL("../", script.src).href);
Object.assign(window, { inspectionSearch });
const place = document.querySelector("[data-search]");
if (place instanceof HTMLElement) new SearchPage(place, inspectionSearch);
