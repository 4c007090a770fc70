// The list of exports: each row follows its export until it ends.
import { element, formatName } from "/assets/start/formats.js";
import { Refusal, ask, events, json, key, save } from "/assets/start/service.js";
import { age, knows, percent, seconds, size, word } from "/assets/start/words.js";

const marks = {
  queued: "waits", running: "works", paused: "held", completed: "done", failed: "wrong", cancelled: "ended",
  expired: "ended",
};
const commands = {
  queued: ["pause", "cancel"], running: ["pause", "cancel"], paused: ["resume", "cancel"], failed: ["retry"],
  cancelled: ["retry"], expired: ["retry"],
};
const isActive = (job) => job.status in { queued: 0, running: 0, paused: 0 };
/** Browsers keep six connections to a server, for all tabs together. */
const mostFollowed = 2;
const path = (id) => `/api/v3/exports/${encodeURIComponent(id)}`;

/** What a refusal says, in the language of the page where it is known. */
export function explain(refusal, detail = refusal.message) {
  const gist = knows(`code.${refusal.code}`) ? word(`code.${refusal.code}`) + " " : "";
  const later = refusal.retryAfter ? " " + word("problem.later", { seconds: refusal.retryAfter }) : "";
  return gist + (detail || word("problem.other", { status: refusal.status })) + later;
}

export class Jobs {
  #list = document.getElementById("jobs");
  #more = document.getElementById("more");
  #rows = new Map();
  #wanted = 8;
  #timer;
  /** Called when the server wants a key. */
  onLocked = () => {};

  constructor() {
    this.#more.addEventListener("click", async () => {
      const before = this.#list.children.length;
      this.#wanted += 20;
      await this.refresh();
      this.#list.children[before]?.focus();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) for (const row of this.#rows.values()) row.end();
      else this.refresh();
    });
  }

  get #jobs() { return [...this.#rows.values()].map((row) => row.job); }

  /** Asks for the newest exports, and again soon while one of them is at work. */
  async refresh() {
    clearTimeout(this.#timer);
    const status = document.getElementById("connection");
    try {
      const page = await json(`/api/v3/exports?limit=${Math.min(this.#wanted, 500)}`);
      this.#merge(page.exports);
      this.#follow();
      this.#more.hidden = !page.next_cursor || this.#wanted >= 500;
      document.getElementById("empty").hidden = this.#rows.size > 0;
      status.textContent = "";
    } catch (error) {
      if (error.status === 401) return this.onLocked(error);
      status.textContent = error instanceof Refusal ? explain(error) : word("connection.lost");
    }
    if (document.hidden) return;
    this.#timer = setTimeout(() => this.refresh(), this.#jobs.some(isActive) ? 1500 : 10_000);
  }

  clear() {
    clearTimeout(this.#timer);
    for (const row of this.#rows.values()) row.end();
    this.#rows.clear();
    this.#list.replaceChildren();
  }

  /** Shows an export that was just handed in, and follows it. */
  add(job) {
    const row = this.#row(job);
    this.#list.prepend(row.root);
    row.root.classList.add("new");
    document.getElementById("empty").hidden = true;
    row.root.scrollIntoView({ block: "nearest" });
    if (isActive(job)) say(word("said.submitted", { title: row.title }));
    else row.announce();
    this.refresh();
  }

  /** Listens to the newest exports that are at work; the others are asked about from time to time. */
  #follow() {
    if (document.hidden) return;
    const rows = [...this.#list.children].map((root) => this.#rows.get(root.dataset.id));
    const busy = rows.filter((row) => row.isBusy).slice(0, mostFollowed);
    for (const row of rows) if (!busy.includes(row)) row.end();
    for (const row of busy) row.follow();
  }

  show() { for (const row of this.#rows.values()) row.show(true); }

  #merge(jobs) {
    const newest = new Set(jobs.map((job) => job.id));
    for (const [id, row] of this.#rows) {
      if (newest.has(id) || row.root.contains(document.activeElement)) continue;
      row.end();
      row.root.remove();
      this.#rows.delete(id);
    }
    let place = this.#list.firstElementChild;
    for (const job of jobs) {
      const row = this.#row(job);
      if (row.root === place) place = place.nextElementSibling;
      else this.#list.insertBefore(row.root, place);
    }
  }

  #row(job) {
    let row = this.#rows.get(job.id);
    if (!row) this.#rows.set(job.id, row = new Row(job));
    row.update(job);
    return row;
  }
}

const say = (text) => { document.getElementById("live").textContent = text; };

class Row {
  root = document.getElementById("job").content.firstElementChild.cloneNode(true);
  #parts = Object.fromEntries(
    ["h3", ".meta", ".actions", "progress", ".reason", "details", "summary", "ul", "use"]
      .map((name) => [name.replace(".", ""), this.root.querySelector(name)]));
  #offered = "";
  #following;

  constructor(job) {
    this.job = job;
    this.root.dataset.id = job.id;
  }

  get title() {
    const { title, metadata, files } = this.job;
    return title || metadata?.name || files?.[0]?.name.replace(/\.\w+$/, "") || word("job.untitled");
  }

  update(job) {
    // An answer that left the server before the newest event did is old.
    if (job.version < this.job.version) return;
    const before = this.job.status;
    this.job = job;
    this.show();
    if (job.status !== before) this.announce(before);
  }

  /** Whether something happens to it now or soon. */
  get isBusy() {
    const { status, run_at } = this.job;
    return status === "running" || (status === "queued" && Date.parse(run_at) - Date.now() < 5000);
  }

  show(again = false) {
    const { job, title } = this;
    const parts = this.#parts;
    this.root.dataset.state = job.status;
    set(parts.h3, title);
    parts.h3.title = title;
    set(parts.meta, this.#meta());
    parts.use.setAttribute("href", `#icon-${marks[job.status] ?? "waits"}`);
    parts.progress.hidden = !this.isBusy && job.status !== "paused";
    if (job.status === "queued") parts.progress.removeAttribute("value");
    else parts.progress.value = job.progress;
    parts.progress.ariaLabel = word("job.progress", { title });
    parts.reason.hidden = !job.error || job.status !== "failed";
    set(parts.reason, job.error ? job.error.message : "");
    const offered = job.status + (job.files ?? []).map((file) => file.hash).join();
    if (offered === this.#offered && !again) return;
    this.#offered = offered;
    this.#notes();
    this.#offer();
  }

  #meta() {
    const { job } = this;
    const formats = (job.formats ?? [job.format]).map((name) => formatName({ name })).join(", ");
    const facts = [word(`state.${job.status}`), formats];
    const left = Date.parse(job.estimated_end) - Date.now();
    if (job.status === "running") {
      const step = job.current_step && word(`step.${job.current_step}`).replace(/^step\./, "");
      facts[0] = [step || word("state.running"), percent(job.progress)].join(" ");
      if (left > 1500) facts.push(word("job.left", { time: seconds(left) }));
    }
    if (job.status === "completed") {
      if (job.pages) facts.push(word("job.pages", { n: job.pages }));
      if (job.cached) facts.push(word("job.cached"));
      else if (job.duration_ms !== undefined) facts.push(seconds(job.duration_ms));
    }
    if (job.file_size && job.files?.length > 1) facts.push(size(job.file_size));
    const start = Date.parse(job.run_at);
    if (job.status === "queued" && start - Date.now() > 2000) facts.push(word("job.starts", { when: age(start) }));
    else facts.push(age(Math.min(Date.parse(job.completed_at ?? job.created_at), Date.now())));
    return facts.join(" · ");
  }

  #notes() {
    const notes = this.job.warnings ?? [];
    const { details, summary, ul } = this.#parts;
    details.hidden = notes.length === 0;
    summary.textContent = word("job.notes", { n: notes.length });
    ul.replaceChildren(...notes.map((note) => {
      const item = element("li", "", note.message);
      item.dataset.severity = note.severity;
      return item;
    }));
  }

  #offer() {
    const { actions } = this.#parts;
    const hadFocus = actions.contains(document.activeElement);
    const offers = (commands[this.job.status] ?? []).map((command) => this.#command(command));
    if (this.job.status === "completed") offers.push(...(this.job.files ?? []).map((file) => this.#download(file)));
    actions.replaceChildren(...offers);
    if (hadFocus) (offers[0] ?? this.root).focus();
  }

  #command(command) {
    const button = element("button", "plain", word(`do.${command}`));
    button.type = "button";
    button.value = command;
    button.ariaLabel = word("do.it", { action: button.textContent, title: this.title });
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        this.update(await json(`${path(this.job.id)}/${command}`, { method: "POST" }));
        if (this.isBusy) this.follow();
      } catch (error) {
        button.disabled = false;
        this.#complain(error);
      }
    });
    return button;
  }

  #download(file) {
    const offer = element(key.value ? "button" : "a", "plain fetch");
    offer.append(icon("download"), element("span", "", `${formatName({ name: file.format })}`));
    offer.ariaLabel = word("do.download", { file: file.name, size: size(file.size) });
    offer.title = `${file.name}, ${size(file.size)}`;
    if (key.value) {
      offer.type = "button";
      offer.addEventListener("click", () => save(file.url, file.name).catch((error) => this.#complain(error)));
    } else {
      offer.href = file.url;
      offer.download = file.name;
    }
    return offer;
  }

  #complain(error) {
    this.#parts.reason.hidden = false;
    this.#parts.reason.role = "alert";
    set(this.#parts.reason, error instanceof Refusal ? explain(error) : word("problem.unreachable"));
  }

  /** Listens to the export until it ends. */
  async follow() {
    if (this.#following) return;
    const following = this.#following = new AbortController();
    try {
      for await (const { id, type, data } of events(this.job.id, following.signal)) {
        if (id <= this.job.version) continue;
        if (type === "progress_updated") {
          this.job = { ...this.job, version: id, status: "running", progress: data.progress, current_step: data.step };
          this.show();
        } else {
          this.update(await (await ask(path(this.job.id), { signal: following.signal })).json());
        }
      }
    } catch { /* The list asks again anyway. */ } finally {
      if (this.#following === following) this.#following = undefined;
    }
  }

  /** Says what became of it, for those who do not see it. */
  announce(before) {
    const { status } = this.job;
    const event = before === "paused" && isActive(this.job) ? "resumed" : status;
    if (!["completed", "failed", "cancelled", "paused", "resumed"].includes(event)) return;
    say(word(`said.${event}`, { title: this.title, reason: this.job.error?.message ?? "" }));
  }

  end() { this.#following?.abort(); }
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("aria-hidden", "true");
  picture.append(document.createElementNS(space, "use"));
  picture.firstChild.setAttribute("href", `#icon-${name}`);
  return picture;
}

/** Text that stays the same is left alone, so that a screen reader does not read it again. */
function set(place, text) { if (place.textContent !== text) place.textContent = text; }
