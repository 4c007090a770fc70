// The start page: puts its parts together.
import { SignIn } from "/assets/start/access.js";
import { Composer } from "/assets/start/composer.js";
import { Formats } from "/assets/start/formats.js";
import { Jobs, explain } from "/assets/start/jobs.js";
import { Refusal, ask, json, key } from "/assets/start/service.js";
import { preferredLanguage, seconds, setLanguage, word } from "/assets/start/words.js";

const at = (id) => document.getElementById(id);
const needsKey = document.documentElement.dataset.access === "keys";
/** What the server accepts for one export. */
const mostBytes = 64 * 1024 * 1024;
const composer = new Composer();
const formats = new Formats();
const jobs = new Jobs();
const signIn = new SignIn();

// Where a pointer of a refused request belongs on the page.
const fields = [
  [/^\/(content|content_type|file)\b/, "content"], [/^\/formats?\b/, "formats"], [/^\/title\b/, "title"],
  [/^\/document_type\b/, "type"], [/^\/quality_level\b/, "quality"],
];

function problem(field, text) {
  const place = at(`${field}-problem`);
  place.textContent = text;
  place.hidden = !text;
  const control = at(field);
  if (!control || field === "form" || field === "formats") return;
  text ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid");
}

function clearProblems() { for (const field of ["content", "formats", "title", "type", "quality", "form"]) problem(field, ""); }

function focusOn(field) {
  const place = field === "formats" ? at("formats").querySelector("input") : at(field);
  (place?.hidden ? at("remove") : place)?.focus();
}

/** Shows a refusal beside the fields it is about. */
function showRefusal(error) {
  const isLocked = "locked" in document.documentElement.dataset;
  if (!(error instanceof Refusal)) return problem(isLocked ? "key" : "form", word("problem.unreachable"));
  if (error.status === 401) return askForKey(error);
  if (error.status === 413) { problem("content", word("problem.large")); return focusOn("content"); }
  const placed = new Map();
  for (const { pointer, detail } of error.errors) {
    const field = fields.find(([pattern]) => pattern.test(pointer))?.[1];
    if (field) placed.set(field, [...(placed.get(field) ?? []), explain(error, detail)]);
  }
  if (!placed.size) return problem("form", explain(error));
  for (const [field, texts] of placed) problem(field, texts.join("\n"));
  focusOn(placed.keys().next().value);
}

function wishes() {
  const title = at("title").value.trim();
  return {
    formats: formats.chosen, document_type: formats.type, quality_level: formats.quality, ...(title ? { title } : {}),
  };
}

let estimating;
/** Says what exports like this one take, once enough of them were made. */
function estimate() {
  clearTimeout(estimating);
  at("estimate").hidden = true;
  if (needsKey && !key.value) return;
  if (composer.isEmpty || !composer.isSmall || !formats.chosen.length) return;
  estimating = setTimeout(async () => {
    try {
      const { estimate } = await json("/validate", { method: "POST", body: composer.body(wishes()) });
      // A few exports tell nothing yet.
      if (!estimate || estimate.jobs < 5 * formats.chosen.length) return;
      at("estimate").textContent = word("estimate", { time: seconds(estimate.duration_ms.p50) });
      at("estimate").hidden = false;
    } catch { /* What is wrong is said when it is exported. */ }
  }, 700);
}

async function submit(event) {
  event.preventDefault();
  const button = at("export");
  if (button.ariaBusy === "true") return;
  if (needsKey && !key.value) return askForKey();
  clearProblems();
  const chosen = formats.chosen;
  if (composer.isEmpty) problem("content", word("problem.none"));
  if (!chosen.length) problem("formats", word("problem.format"));
  if (chosen.length > 8) problem("formats", word("problem.formats"));
  if (composer.bytes > mostBytes) problem("content", word("problem.large"));
  if (composer.isEmpty || composer.bytes > mostBytes) return focusOn("content");
  if (!chosen.length || chosen.length > 8) return focusOn("formats");
  button.ariaBusy = "true";
  button.firstElementChild.textContent = word("sending");
  try {
    jobs.add(await json("/api/v3/exports", { method: "POST", body: composer.body(wishes()) }));
  } catch (error) {
    showRefusal(error);
  } finally {
    button.ariaBusy = "false";
    button.firstElementChild.textContent = word("export");
  }
}

/** Hides what needs a key until there is a good one. */
function askForKey(refusal) {
  jobs.clear();
  document.documentElement.dataset.locked = "";
  at("key-hint").textContent = word("key.hint");
  problem("key", key.value && refusal ? explain(refusal) : word("problem.key"));
  key.value = at("key").value = "";
  at("forget").hidden = true;
  at(refusal ? "key" : "user").focus();
}

/** Asks for what the page shows; a server with keys says nothing without one. */
async function load() {
  if (needsKey && (!key.value || signIn.isSetup)) {
    document.documentElement.dataset.locked = "";
    at("user").focus();
    return;
  }
  try {
    formats.load(await json("/formats"));
    if (needsKey) {
      delete document.documentElement.dataset.locked;
      problem("key", "");
      at("key").value = "";
      at("key-hint").textContent = word("key.kept");
      at("forget").hidden = false;
    }
  } catch (error) {
    if (needsKey && error.status === 403) return problem("key", explain(error));
    showRefusal(error);
    if (error.status !== 401) setTimeout(load, 3000);
    return;
  }
  problem("form", "");
  jobs.refresh();
}

function speak(language, isChoice) {
  setLanguage(language, isChoice);
  for (const button of document.querySelectorAll(".languages button")) {
    button.ariaPressed = String(button.value === language);
  }
  document.title = `Export IA: ${word("lead")}`;
  if (key.value) at("key-hint").textContent = word("key.kept");
  clearProblems();
  signIn.show();
  formats.show();
  composer.show();
  jobs.show();
  estimate();
}

composer.onChange = () => {
  problem("content", "");
  formats.family = composer.isTable ? "table" : "document";
  estimate();
};
jobs.onLocked = askForKey;
signIn.onEnter = load;
at("composer").addEventListener("submit", submit);
at("composer").addEventListener("change", ({ target }) => {
  estimate();
  if (target.name === "formats") problem("formats", "");
  else if (at(`${target.id}-problem`)) problem(target.id, "");
});
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("composer").requestSubmit();
});
at("shortcut").textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ ↵" : "Ctrl ↵";
at("example").addEventListener("click", async () => {
  try {
    const sample = await fetch("/assets/start/sample-report.md");
    composer.setText(await sample.text(), "text/markdown");
    at("content").scrollTop = 0;
    at("export").focus({ preventScroll: true });
  } catch { problem("content", word("problem.unreachable")); }
});
at("access").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = at("key").value.trim();
  if (!given) return problem("key", word("problem.key"));
  key.value = given;
  load();
});
at("forget").addEventListener("click", async () => {
  // Ends a login on the server as well; a key that was made for a program goes on.
  await ask("/api/v3/logout", { method: "POST" }).catch(() => {});
  key.value = "";
  askForKey();
  problem("key", "");
});
for (const button of document.querySelectorAll(".languages button")) {
  button.addEventListener("click", () => speak(button.value, true));
}

speak(preferredLanguage(), false);
composer.begin();
await load();
document.documentElement.dataset.ready = "";
