// What is to be exported: pasted text or a file, and the request that is made of it.
import { size } from "/assets/start/words.js";

const kinds = {
  md: "text/markdown", markdown: "text/markdown", html: "text/html", htm: "text/html", txt: "text/plain",
  json: "application/json", csv: "text/csv", tsv: "text/tab-separated-values", tab: "text/tab-separated-values",
  ndjson: "application/x-ndjson", jsonl: "application/x-ndjson", xml: "application/xml",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text", epub: "application/epub+zip",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ods: "application/vnd.oasis.opendocument.spreadsheet", parquet: "application/vnd.apache.parquet",
};
const tables = new Set(
  ["csv", "tsv", "ndjson", "xlsx", "ods", "parquet"].map((ending) => kinds[ending]));
/** Text files up to this size are shown for editing. */
const shownBytes = 512 * 1024;

/** What a text most likely is. */
export function guess(text) {
  const start = text.slice(0, 4000).trimStart();
  if (/^(<!doctype html|<html|<(h[1-6]|p|div|table|article|section|main|ul|ol|body|head)[\s>])/i.test(start)) {
    return kinds.html;
  }
  const lines = start.split(/\r?\n/).filter((line) => line.trim()).slice(0, 6);
  if (/^[[{]/.test(start)) {
    if (lines.length > 1 && lines.slice(0, -1).every((line) => /^\{.*\}$/.test(line.trim()))) return kinds.ndjson;
    if (/^(\{\s*("|\})|\[\s*[[{"\d\]-])/.test(start)) return kinds.json;
  }
  if (lines.length > 1 && !/^(#|---|[-*+>|`] ?)/.test(start)) {
    for (const [mark, kind] of [["\t", kinds.tsv], [",", kinds.csv], [";", kinds.csv]]) {
      const counts = lines.map((line) => line.replace(/"[^"]*"/g, "").split(mark).length);
      // The last line may be cut off where the text is long.
      if (counts[0] > 1 && counts.slice(0, 5).every((count) => count === counts[0])) return kind;
    }
  }
  return kinds.md;
}

export class Composer {
  #text = document.getElementById("content");
  #kind = document.getElementById("kind");
  #chosen = document.getElementById("chosen");
  #file;
  #isKindChosen = false;
  #name = "";
  /** Called when there is other content. */
  onChange = () => {};

  constructor() {
    this.#text.addEventListener("input", () => this.#edited());
    this.#kind.addEventListener("change", () => { this.#isKindChosen = true; this.onChange(); });
    const picker = document.getElementById("file");
    document.getElementById("open").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => { this.take(picker.files[0]); picker.value = ""; });
    document.getElementById("remove").addEventListener("click", () => { this.#forget(); this.#text.focus(); });
    this.#text.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length || event.clipboardData.types.includes("text/plain")) return;
      event.preventDefault();
      this.take(event.clipboardData.files[0]);
    });
    this.#acceptDrops();
    try { this.#text.value = sessionStorage.getItem("draft") ?? ""; } catch { /* Nothing was kept. */ }
  }

  /** Tells about the content that is there from the beginning. */
  begin() { this.#edited(); }

  get isEmpty() { return !this.#file && !this.#text.value.trim(); }

  get bytes() { return this.#file ? this.#file.size : new Blob([this.#text.value]).size; }

  /** Whether asking about it costs next to nothing. */
  get isSmall() { return !this.#file && this.#text.value.length < 100_000; }

  get type() { return this.#file ? typeOf(this.#file) : this.#kind.value; }

  /** Whether the content is rows: JSON is where it is a list. */
  get isTable() {
    if (this.type !== kinds.json) return tables.has(this.type);
    return !this.#file && this.#text.value.trimStart().startsWith("[");
  }

  /** What is known about the export without asking: the name of the file, or the first heading. */
  get name() {
    const heading = /^(?:#{1,2} +|title: *)"?(.+?)"?\s*#*$/m.exec(this.#text.value.slice(0, 5000))?.[1]
      ?? /<(?:title|h1)[^>]*>([^<]+)</i.exec(this.#text.value.slice(0, 5000))?.[1];
    return this.#name || (!this.isTable && !this.#file && heading?.replace(/[*_`[\]{}]/g, "").trim().slice(0, 80)) || "";
  }

  /** The body of the request. */
  body(wishes) {
    const request = { ...wishes, content_type: this.type };
    const name = this.name;
    if (name) Object.assign(request, { output_name: name, metadata: { name } });
    if (!this.#file) return { ...request, content: this.#text.value };
    const form = new FormData();
    form.append("request", JSON.stringify(request));
    form.append("file", this.#file);
    return form;
  }

  setText(text, kind, name = "") {
    this.#file = undefined;
    this.#chosen.hidden = true;
    this.#text.hidden = this.#kind.hidden = false;
    this.#text.value = text;
    this.#name = name;
    this.#isKindChosen = kind !== undefined;
    if (kind) this.#kind.value = kind;
    this.#edited();
  }

  async take(file) {
    if (!file) return;
    const type = typeOf(file);
    const name = file.name.replace(/\.\w+$/, "");
    if (file.size <= shownBytes && [...this.#kind.options].some((option) => option.value === type)) {
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        return this.setText(text, type, name);
      } catch { /* Another encoding is left to the server. */ }
    }
    this.#file = file;
    this.#name = name;
    this.#text.hidden = this.#kind.hidden = true;
    this.#chosen.hidden = false;
    document.getElementById("chosen-name").textContent = file.name;
    this.show();
    this.onChange();
    document.getElementById("remove").focus({ preventScroll: true });
  }

  show() { if (this.#file) document.getElementById("chosen-size").textContent = size(this.#file.size); }

  #forget() {
    this.setText("", undefined);
    this.#isKindChosen = false;
  }

  #edited() {
    const text = this.#text.value;
    if (!text) { this.#isKindChosen = false; this.#name = ""; }
    if (!this.#isKindChosen) this.#kind.value = text.trim() ? guess(text) : kinds.md;
    try { sessionStorage.setItem("draft", text.length < 1_000_000 ? text : ""); } catch { /* It is still here. */ }
    this.onChange();
  }

  #acceptDrops() {
    let depth = 0;
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    const mark = (change) => { depth = change; document.body.classList.toggle("dragging", depth > 0); };
    addEventListener("dragenter", (event) => { if (carriesFiles(event)) mark(depth + 1); });
    addEventListener("dragleave", (event) => { if (carriesFiles(event)) mark(Math.max(0, depth - 1)); });
    addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
    addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      mark(0);
      this.take(event.dataTransfer.files[0]);
    });
  }
}

function typeOf(file) {
  const ending = /\.(\w+)$/.exec(file.name)?.[1].toLowerCase();
  return kinds[ending] ?? (file.type || "application/octet-stream");
}
