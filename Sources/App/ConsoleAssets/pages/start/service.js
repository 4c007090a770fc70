// Questions to the server, and what it says when it refuses.

/** A refusal as the server describes it (RFC 9457). */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || problem.title || "");
    this.status = status;
    this.code = problem.code ?? "";
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** The API key: kept for this tab, and never anywhere else. */
export const key = {
  get value() { try { return sessionStorage.getItem("key") ?? ""; } catch { return this.here ?? ""; } },
  set value(text) {
    this.here = text;
    try { text ? sessionStorage.setItem("key", text) : sessionStorage.removeItem("key"); } catch { /* Kept above. */ }
  },
};

export async function ask(path, { method = "GET", body, signal, headers = {} } = {}) {
  headers = { Accept: "application/json", ...headers };
  if (key.value) headers.Authorization = `Bearer ${key.value}`;
  if (body && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  const answer = await fetch(path, { method, body, signal, headers, cache: "no-store", credentials: "same-origin" });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refusal(answer.status, problem, answer.headers.get("Retry-After"));
}

export const json = async (path, options) => (await ask(path, options)).json();

/**
 * The events of an export as they come. Browsers' EventSource sends no key, so the stream is read here; it goes on
 * after a broken connection where it stopped.
 */
export async function* events(id, signal) {
  let last = 0;
  for (let failures = 0; failures < 6;) {
    try {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": String(last) } : {}) };
      const answer = await ask(`/api/v3/exports/${encodeURIComponent(id)}/events`, { signal, headers });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        // The server ends the stream when the export has ended.
        if (done) return;
        text = (text + value).replace(/\r\n?/g, "\n");
        const parts = text.split("\n\n");
        text = parts.pop();
        for (const part of parts) {
          const event = parse(part);
          if (!event.type) continue;
          failures = 0;
          last = event.id || last;
          yield event;
        }
      }
    } catch (error) {
      if (signal.aborted || error instanceof Refusal) return;
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** failures));
    }
  }
}

function parse(part) {
  const event = { id: 0, type: "", data: {} };
  let data = "";
  for (const line of part.split("\n")) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === "id") event.id = Number(value);
    if (name === "event") event.type = value;
    if (name === "data") data += value;
  }
  try { event.data = JSON.parse(data); } catch { /* A comment that keeps the connection. */ }
  return event;
}

/** Fetches a file with the key and hands it to the browser as a download. */
export async function save(path, name) {
  const blob = await (await ask(path, { headers: { Accept: "*/*" } })).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
