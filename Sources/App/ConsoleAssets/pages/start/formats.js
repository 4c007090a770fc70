// The formats, types and quality levels that the server offers, in groups with names people know.
import { word } from "/assets/start/words.js";

const families = {
  document: [
    ["documents", ["pdf", "docx", "pptx", "odt", "epub", "rtf"]],
    ["web", ["html", "markdown", "text", "json", "xml", "latex"]],
  ],
  table: [
    ["sheets", ["xlsx", "csv", "tsv"]], ["data", ["json", "ndjson", "xml", "parquet", "geojson"]],
    ["documents", ["pdf", "docx", "odt", "pptx", "epub", "rtf"]], ["web", ["html", "markdown", "text", "latex"]],
  ],
};
const usual = { document: ["pdf"], table: ["xlsx"] };

export class Formats {
  #root = document.getElementById("families");
  #type = document.getElementById("type");
  #quality = document.getElementById("quality");
  #catalogue;
  #chosen = { document: new Set(usual.document), table: new Set(usual.table) };
  #types = { document: "document", table: "table" };
  #family = "document";

  constructor() {
    this.#quality.addEventListener("change", () => this.#explain());
    this.#type.addEventListener("change", () => {
      this.#types[this.#family] = this.#type.value;
      this.#showFormats();
    });
    this.#root.addEventListener("change", ({ target }) => {
      const chosen = this.#chosen[this.#family];
      target.checked ? chosen.add(target.value) : chosen.delete(target.value);
    });
  }

  get chosen() { return [...this.#root.querySelectorAll(":checked")].map((box) => box.value); }
  get type() { return this.#type.value; }
  get quality() { return this.#quality.value; }

  load(catalogue) {
    this.#catalogue = catalogue;
    this.show();
  }

  /** Which kind of content there is to export: a document or a table. */
  set family(name) {
    if (name === this.#family) return;
    this.#family = name;
    this.show();
  }

  /** Draws everything in the language of the page. */
  show() {
    if (!this.#catalogue) return;
    const types = this.#catalogue.document_types.filter((type) => (type === "table") === (this.#family === "table"));
    const named = types.map((type) => [type, word(`type.${type}`).replace(/^type\./, "")]);
    named.sort((a, b) => (b[0] === "document") - (a[0] === "document") || a[1].localeCompare(b[1]));
    options(this.#type, named, this.#types[this.#family]);
    const levels = this.#catalogue.quality_levels.map((level) => [level, word(`quality.${level}`)]);
    options(this.#quality, levels, this.#quality.value || "professional");
    this.#explain();
    this.#showFormats();
  }

  #explain() {
    const isTable = this.#family === "table";
    document.getElementById("quality-hint").textContent = isTable ? "" : word(`quality.${this.#quality.value}.hint`);
  }

  #showFormats() {
    const focused = document.activeElement?.value;
    const rest = new Map(
      this.#catalogue.formats.filter((format) => format.document_types.includes(this.#type.value))
        .map((format) => [format.name, format]));
    const groups = families[this.#family].map(([name, wanted]) => {
      const there = wanted.filter((format) => rest.has(format)).map((format) => rest.get(format));
      for (const format of there) rest.delete(format.name);
      return [name, there];
    });
    groups.push(["more", [...rest.values()]]);
    this.#root.replaceChildren(...groups.filter(([, there]) => there.length).map((group) => this.#group(...group)));
    this.#root.querySelector(`[value="${CSS.escape(focused ?? "")}"]`)?.focus();
  }

  #group(name, formats) {
    const group = element("div", "family");
    group.role = "group";
    const title = element("h3", "", word(`family.${name}`));
    title.id = `family-${name}`;
    group.setAttribute("aria-labelledby", title.id);
    const chips = element("div", "chips");
    for (const format of formats) {
      const chip = element("label", "chip");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = "formats";
      box.value = format.name;
      box.checked = this.#chosen[this.#family].has(format.name);
      chip.title = `.${format.extension}`;
      chip.append(box, element("span", "", formatName(format)));
      chips.append(chip);
    }
    group.append(title, chips);
    return group;
  }
}

/** The name of a format as people know it. */
export function formatName({ name, title }) {
  const key = `format.${name}`;
  const known = word(key);
  return known === key ? title ?? name.toUpperCase() : known;
}

export function element(name, style, text) {
  const made = document.createElement(name);
  if (style) made.className = style;
  if (text !== undefined) made.textContent = text;
  return made;
}

function options(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, text]) => new Option(text, value, value === chosen, value === chosen)));
}
