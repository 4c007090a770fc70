"""Drives the start page in headless Chromium: exports, refusals, keyboard, languages, contrast, keys."""
import contextlib
import http.client
import io
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile

from browser import Browser

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("EXPORT_IA_BINARY", ROOT / ".build" / "release" / "export-ia"))
world = pathlib.Path(tempfile.mkdtemp(prefix="export-ia-start-page-"))
READY = "'ready' in document.documentElement.dataset"


@contextlib.contextmanager
def serving(*words, data="data"):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EXPORT_IA_")}
    log = world / f"{data}.log"
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [BINARY, "serve", "--port", str(port), "--data", world / data, *words], stdout=output, stderr=output,
            env=environment)
    try:
        deadline = time.monotonic() + 30
        while True:
            assert process.poll() is None, log.read_text()[-2000:]
            try:
                if ask(port, "/health/ready")[0] == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() < deadline, "serve did not become ready"
            time.sleep(0.02)
        yield port, log
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def ask(port, path, method="GET", body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body=body and json.dumps(body),
                           headers={"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def setup_code(log):
    """Of the link that a first start prints; it answers requests a moment earlier."""
    deadline = time.monotonic() + 20
    while not (found := re.search(r"#setup=(\w+)\n", log.read_text())):
        assert time.monotonic() < deadline, "no link was printed"
        time.sleep(0.02)
    return found[1]


@contextlib.contextmanager
def visiting(port, **options):
    """The page in a tab of its own, which must have nothing to complain of and ask nobody else."""
    page = browser.page(**options)
    try:
        page.open(f"http://127.0.0.1:{port}/")
        page.until(READY)
        yield page
        page.evaluate("0")
        assert page.complaints == [], page.complaints
        foreign = [url for url in page.requests if not url.startswith((f"http://127.0.0.1:{port}/", "blob:", "about:"))]
        assert foreign == [], foreign
    finally:
        page.close()


def paste(page, text):
    page.evaluate("document.getElementById('content').select()")
    page.evaluate("document.getElementById('content').focus()")
    page.write(text)


def box(page, format):
    page.click(f"#families input[value={format}]")


def finished(page, title, state="completed"):
    page.until(f"[...document.querySelectorAll('.job')].some(job => job.dataset.state === '{state}'"
               f" && job.querySelector('h3').textContent === {json.dumps(title)})")


def problem(page, field):
    return page.evaluate(f"(() => {{ const place = document.getElementById('{field}-problem');"
                         " return place.hidden ? '' : place.textContent; })()")


def markdown_becomes_pdf_and_word():
    folder = world / "downloads"
    folder.mkdir()
    with serving("--local") as (port, _), visiting(port, downloads=folder) as page:
        assert "without login" in page.text()
        paste(page, "# Tea in Lima\n\n| Kind | Price |\n|---|--:|\n| Green | 3 |\n")
        box(page, "docx")
        page.click("#export")
        finished(page, "Tea in Lima")
        links = page.evaluate("[...document.querySelectorAll('.job .fetch')].map(link => [link.href, link.download])")
        assert [name for _, name in links] == ["Tea in Lima.pdf", "Tea in Lima.docx"], links
        for number in (1, 2):
            page.click(f".job .fetch:nth-child({number})")
        deadline = time.monotonic() + 20
        while len([name for name in folder.iterdir() if name.suffix in (".pdf", ".docx")]) < 2:
            assert time.monotonic() < deadline, list(folder.iterdir())
            page.evaluate("0")
            time.sleep(0.05)
        text = subprocess.run(["pdftotext", folder / "Tea in Lima.pdf", "-"], capture_output=True, text=True).stdout
        assert "Tea in Lima" in text and "Green" in text, text
        with zipfile.ZipFile(folder / "Tea in Lima.docx") as archive:
            assert b"Green" in archive.read("word/document.xml")
        assert "can be downloaded" in page.evaluate("document.getElementById('live').textContent")


def a_table_is_known_and_becomes_a_workbook():
    with serving("--local", data="table") as (port, _), visiting(port) as page:
        paste(page, "city,people\nLima,10\nOslo,7\n")
        assert page.evaluate("document.getElementById('kind').value") == "text/csv"
        assert page.evaluate("document.getElementById('type').value") == "table"
        page.click("#export")
        page.until("document.querySelector('.job[data-state=completed] .fetch')")
        path = page.evaluate("new URL(document.querySelector('.fetch').href).pathname + '?format=xlsx'")
        status, body = ask(port, path)
        assert status == 200 and b"Lima" in b"".join(
            zipfile.ZipFile(io.BytesIO(body)).read(name) for name in zipfile.ZipFile(io.BytesIO(body)).namelist())
        for text, kind in (("# A\n\n- b", "text/markdown"), ("<p>a</p>", "text/html"), ('{"title": "a"}', "application/json"),
                           ("a\tb\n1\t2", "text/tab-separated-values"), ('{"a": 1}\n{"a": 2}', "application/x-ndjson"),
                           ("Dear Ada,\nthank you", "text/markdown"), ("a;b\n1;2", "text/csv")):
            paste(page, text)
            assert page.evaluate("document.getElementById('kind').value") == kind, (text, kind)


def a_file_is_opened():
    word = world / "Häuser am See.docx"
    with serving("--local", data="file") as (port, _), visiting(port) as page:
        status, body = ask(port, "/export?wait=20s", "POST", {"content": "# Häuser", "format": "docx"})
        assert status == 200
        word.write_bytes(body)
        page.choose_file("#file", word)
        page.until("!document.getElementById('chosen').hidden")
        assert "Häuser am See.docx" in page.text()
        page.click("#export")
        finished(page, "Häuser am See")
        page.click("#remove")
        assert page.evaluate("!document.getElementById('content').hidden && document.activeElement.id === 'content'")
        notes = world / "notes.md"
        notes.write_text("# Notes\n")
        page.choose_file("#file", notes)
        page.until("document.getElementById('content').value === '# Notes\\n'")
        for kind, carrier, where in (("DragEvent", "dataTransfer", "document.body"),
                                     ("ClipboardEvent", "clipboardData", "document.getElementById('content')")):
            page.evaluate(
                "(() => { const data = new DataTransfer();"
                f" data.items.add(new File(['<p>{kind}</p>'], 'dropped.html'));"
                f" {where}.dispatchEvent(new {kind}('{'drop' if 'Drag' in kind else 'paste'}',"
                f" {{ {carrier}: data, bubbles: true, cancelable: true }})); }})()")
            page.until(f"document.getElementById('content').value === '<p>{kind}</p>'")
            assert page.evaluate("document.getElementById('kind').value") == "text/html"


def a_refusal_stands_at_its_field():
    with serving("--local", data="refused") as (port, _), visiting(port) as page:
        page.click("#export")
        assert "Paste some content" in problem(page, "content")
        assert page.evaluate("document.activeElement.id") == "content"
        paste(page, "# A")
        assert problem(page, "content") == ""
        box(page, "pdf")
        page.click("#export")
        assert "at least one format" in problem(page, "formats")
        box(page, "pdf")
        assert problem(page, "formats") == ""
        page.evaluate(f"document.getElementById('title').value = {json.dumps('x' * 1100)}")
        page.click("#export")
        page.until("!document.getElementById('title-problem').hidden")
        assert "1000 bytes" in problem(page, "title"), problem(page, "title")
        assert page.evaluate("document.activeElement.id + document.activeElement.ariaInvalid") == "titletrue"
        page.evaluate("document.getElementById('title').value = ''")
        paste(page, '{"title": "A", "sectoins": []}')
        page.click("#export")
        page.until("!document.getElementById('content-problem').hidden")
        assert "sectoins" in problem(page, "content"), problem(page, "content")
        assert problem(page, "title") == ""
        # The browser's own log names answers from 400 on; these were asked for.
        page.complaints = [one for one in page.complaints if "422" not in one]


def work_is_paused_cancelled_and_tried_again():
    with serving("--local", data="work") as (port, _), visiting(port) as page:
        ask(port, "/export", "POST", {"content": "# A", "format": "pdf", "title": "Later", "delay_seconds": 3600})
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        finished(page, "Later", "queued")
        for command, state in (("pause", "paused"), ("cancel", "cancelled"), ("retry", "completed")):
            page.click(f".job button[value={command}]")
            finished(page, "Later", state)
        # A long one is cancelled while it runs.
        (world / "Long.md").write_text(("Words that fill a line and the next one too. " * 40 + "\n\n") * 3000)
        page.choose_file("#file", world / "Long.md")
        page.until("!document.getElementById('chosen').hidden")
        page.click("#export")
        page.until("document.querySelector('.job[data-state=running] progress').value > 0", 60)
        page.click(".job button[value=cancel]")
        finished(page, "Long", "cancelled")
        assert any(url.endswith("/events") for url in page.requests), "nothing was followed live"
        assert "cancelled" in page.evaluate("document.getElementById('live').textContent")


def what_it_will_take_is_said_before():
    with serving("--local", data="estimate") as (port, _):
        for number in range(6):
            assert ask(port, "/export?wait=20s", "POST", {"content": f"# {number}", "format": "pdf"})[0] == 200
        with visiting(port) as page:
            paste(page, "# One more")
            page.until("/usually take .*s/.test(document.getElementById('estimate').textContent)")


def both_languages_are_whole():
    words = (ROOT / "Sources/App/ConsoleAssets/pages/start/words.js").read_text()
    markup = (ROOT / "Sources/App/ConsoleAssets/pages/start/start.html").read_text()
    english, spanish = (set(re.findall(r'^ *"([\w.]+)":|[,{] "([\w.]+)":', part, re.M))
                        for part in words.split("const all =")[0].split("const spanish"))
    english, spanish = ({a or b for a, b in part} for part in (english, spanish))
    needed = english | set(re.findall(r'data-word(?:-\w+)?="([^"]+)"', markup))
    assert len(needed) > 80 and needed <= spanish, needed - spanish
    with serving("--local", data="languages") as (port, _):
        with visiting(port, languages="es-PE,es,en") as page:
            assert page.evaluate("document.documentElement.lang") == "es"
            assert "Convierta su contenido" in page.text() and "sin inicio de sesión" in page.text()
            page.click("#export")
            assert "Primero pegue" in problem(page, "content")
            page.click(".languages button[value=en]")
            assert "Turn content into" in page.text() and "Documents" in page.text()
            page.open(f"http://127.0.0.1:{port}/")
            page.until(READY)
            assert page.evaluate("document.documentElement.lang") == "en"
            page.evaluate("localStorage.clear()")
        with visiting(port, languages="fi") as page:
            assert page.evaluate("document.documentElement.lang") == "en"


def the_keyboard_is_enough():
    with serving("--local", data="keyboard") as (port, _), visiting(port) as page:
        reached = []
        for _ in range(40):
            page.press("Tab")
            reached.append(page.evaluate(
                "document.activeElement.id || document.activeElement.value || document.activeElement.textContent"))
            if reached[-1] == "export":
                break
        for control in ("en", "kind", "content", "open", "pdf", "docx", "title", "type", "quality", "export"):
            assert control in reached, (control, reached)
        page.evaluate("document.getElementById('content').focus()")
        page.write("# By keys")
        page.press("Enter", modifiers=2)
        finished(page, "By keys")


def screen_readers_get_names():
    with serving("--local", data="names") as (port, _), visiting(port) as page:
        paste(page, "# A\n\n![x](missing.png)")
        page.click("#export")
        page.until("document.querySelector('.job[data-state=completed] details:not([hidden])')")
        nameless = [role for role, name in page.roles()
                    if role in ("button", "link", "textbox", "checkbox", "combobox", "progressbar", "image") and not name]
        assert nameless == [], nameless
        roles = {role for role, _ in page.roles()}
        assert {"main", "banner", "navigation", "heading", "status", "list"} <= roles, roles
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(one => +one.tagName[1])")
        assert levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:])), levels
        assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size"
                             " === document.querySelectorAll('[id]').length")


CONTRAST = """(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return parse(getComputedStyle(document.documentElement).backgroundColor);
  };
  const poor = [];
  for (const element of document.querySelectorAll('body *')) {
    const has = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!has && !element.placeholder || !element.getClientRects().length) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push([element.className || element.id || element.tagName, element.textContent.slice(0, 30), ratio]);
  }
  return poor;
})()"""


def everything_can_be_read_and_fits():
    with serving("--local", data="looks") as (port, _):
        for dark in (False, True):
            with visiting(port, dark=dark) as page:
                paste(page, "# A\n\n![x](missing.png)")
                page.click("#export")
                page.until("document.querySelector('.job[data-state=completed]')")
                paste(page, "")
                page.click("#export")
                assert page.evaluate(CONTRAST) == []
        for width, height in ((320, 640), (390, 844), (768, 1024), (1280, 800), (1920, 1080)):
            with visiting(port, width=width, height=height, phone=width < 500) as page:
                assert page.evaluate("document.documentElement.scrollWidth") <= width, width
                outside = page.evaluate(
                    "[...document.querySelectorAll('main *')].filter(one => one.getClientRects().length"
                    " && !one.closest('.hidden') && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.className)")
                assert outside == [], (width, outside)


def a_server_with_keys_asks_for_one():
    with serving(data="keys") as (port, log), visiting(port) as page:
        code = setup_code(log)
        status, body = ask(port, "/setup", "POST", {"code": code, "name": "admin", "password": "a long pass phrase 7"})
        assert status < 300, body
        key = re.search(rb"eia_[\w-]+", body)[0].decode()
        assert page.evaluate("getComputedStyle(document.getElementById('local')).display") == "none"
        page.click("#key")
        page.write("eia_wrong")
        page.press("Enter")
        page.until("!document.getElementById('key-problem').hidden")
        page.complaints = [one for one in page.complaints if "401" not in one]
        page.click("#key")
        page.write(key)
        page.press("Enter")
        page.until("document.querySelector('#families input')")
        paste(page, "# Behind a key")
        page.click("#export")
        finished(page, "Behind a key")
        page.click(".job .fetch")
        assert page.evaluate("sessionStorage.getItem('key')") == key
        assert key not in page.evaluate("JSON.stringify(localStorage) + document.body.innerHTML")
        assert page.send("Network.getCookies")["cookies"] == []
        page.click("#forget")
        page.until("document.querySelectorAll('.job').length == 0")
        assert page.evaluate("sessionStorage.getItem('key')") is None


def the_printed_link_makes_the_administrator():
    with serving(data="setup") as (port, log):
        code = setup_code(log)
        page = browser.page()
        page.open(f"http://127.0.0.1:{port}/#setup={code}")
        page.until(READY)
        assert "Make the administrator" in page.text() and code not in page.evaluate("location.href")
        for name, password, part in [("ada", "", "your password"), ("ada", "short", "12 characters")]:
            page.evaluate("document.getElementById('user').value = ''; document.getElementById('password').value = ''")
            page.click("#user")
            page.write(name)
            page.click("#password")
            page.write(password)
            page.press("Enter")
            page.until(f"document.getElementById('sign-problem').textContent.includes('{part}')")
        page.evaluate("document.getElementById('password').value = ''")
        page.click("#password")
        page.write("a long pass phrase 7")
        page.click("#sign-in")
        page.until("document.querySelector('#families input')")
        paste(page, "# By a user")
        page.click("#export")
        finished(page, "By a user")
        page.click("#forget")
        page.until("document.querySelectorAll('.job').length == 0")
        for password, inside in [("a wrong pass phrase", False), ("a long pass phrase 7", True)]:
            page.evaluate("document.getElementById('user').value = ''; document.getElementById('password').value = ''")
            page.click("#user")
            page.write("ada")
            page.click("#password")
            page.write(password)
            page.click("#sign-in")
            page.until("document.querySelectorAll('.job').length == 1" if inside else
                       "document.getElementById('sign-problem').textContent.includes('not right')")
        page.complaints = []
        page.close()


def its_policy_lets_nothing_else_in():
    with serving("--local", data="policy") as (port, _):
        page = browser.page()
        page.open(f"http://127.0.0.1:{port}/")
        page.until(READY)
        page.evaluate("(() => { try { const script = document.createElement('script'); script.textContent = 'window.injected = 1';"
                      " document.body.append(script) } catch {} })()")
        page.evaluate("(() => { try { document.body.innerHTML = '<img src=x onerror=\"window.injected = 1\">' } catch {} })()")
        assert page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 'refused')") == "refused"
        assert page.evaluate("window.injected === undefined")
        assert any("Content Security Policy" in one or "ContentSecurityPolicy" in one for one in page.complaints), page.complaints
        page.close()


CHECKS = [value for value in list(globals().values()) if callable(value) and getattr(value, "__module__", "") == "__main__"
          and value.__name__ not in ("serving", "ask", "setup_code", "visiting", "paste", "box", "finished", "problem")
          and value is not Browser]
failed = 0
try:
    with Browser() as browser:
        for check in CHECKS:
            if sys.argv[1:] and check.__name__ not in sys.argv[1:]:
                continue
            try:
                check()
                print(f"  ok {check.__name__}", flush=True)
            except Exception as error:  # each check is told apart; the run fails at the end
                failed += 1
                print(f"  FAILED {check.__name__}: {error!r}"[:3000], flush=True)
finally:
    shutil.rmtree(world, ignore_errors=True)
sys.exit(1 if failed else 0)
