// Signing in with a name and a password, and making the first administrator with the link that the program printed.
import { Refusal, json, key } from "/assets/start/service.js";
import { explain } from "/assets/start/jobs.js";
import { word } from "/assets/start/words.js";

const at = (id) => document.getElementById(id);

export class SignIn {
  #code = /^#setup=([0-9a-f]+)$/.exec(location.hash)?.[1];
  #isBusy = false;
  /** Called when somebody is in. */
  onEnter = () => {};

  constructor() {
    // The code stays in nobody's history.
    if (this.#code) history.replaceState(null, "", location.pathname);
    at("sign").addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
  }

  get isSetup() { return this.#code !== undefined; }

  /** Puts the words for what is to be done. */
  show() {
    const step = this.isSetup ? "setup" : "sign";
    at("sign-title").textContent = word(step);
    at("sign-hint").textContent = word(`${step}.hint`);
    at("sign-in").textContent = word(`${step}.do`);
    at("password").autocomplete = this.isSetup ? "new-password" : "current-password";
    this.#problem("");
  }

  async #submit() {
    const [name, password] = [at("user").value.trim(), at("password").value];
    if (!name || !password) {
      this.#problem(word("problem.sign"));
      return at(name ? "password" : "user").focus();
    }
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const body = { name, password, ...(this.isSetup ? { code: this.#code } : {}) };
      key.value = "";
      const made = await json(this.isSetup ? "/setup" : "/api/v3/login", { method: "POST", body });
      key.value = made.key;
      this.#code = undefined;
      at("password").value = "";
      this.show();
      this.onEnter();
    } catch (error) {
      this.#problem(error instanceof Refusal ? explain(error) : word("problem.unreachable"));
      at("password").focus();
    } finally {
      this.#isBusy = false;
    }
  }

  #problem(text) {
    at("sign-problem").textContent = text;
    at("sign-problem").hidden = !text;
  }
}
