"""What the suites share: processes on chosen cores, their cost, and tables with ratios."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
failures = []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def python_environment(name):
    """An environment of the suite's own under .build, made once for its pinned requirements."""
    requirements = ROOT / "Benchmarks" / "python" / f"{name}-requirements.txt"
    folder = ROOT / ".build" / "benchmark-python" / name
    stamp = folder / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != requirements.read_text():
        subprocess.run(["python3", "-m", "venv", "--clear", folder], check=True)
        subprocess.run(
            [folder / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements], check=True
        )
        stamp.write_text(requirements.read_text())
    return folder / "bin"


class Served:
    """A server process: pinned, waited for, and ended by its own id."""

    def __init__(self, command, port, core=None, path="/health", environment=None, patience=20):
        self.port = port
        self.output = open(ROOT / ".build" / "benchmark-server.log", "ab")
        prefix = ["taskset", "-c", str(core)] if core is not None else []
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            prefix + [str(part) for part in command],
            stdout=self.output, stderr=self.output, env={**os.environ, **(environment or {})},
        )
        self.first_answer = self.wait(path, patience)

    def wait(self, path, patience):
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n\r\n".encode()
        while time.perf_counter() - self.started < patience:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.process.args} ended with {self.process.returncode}; see .build/benchmark-server.log")
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                    connection.sendall(request)
                    if connection.recv(12).startswith(b"HTTP/1.1 200"):
                        return time.perf_counter() - self.started
            except OSError:
                pass
            time.sleep(0.001)
        raise SystemExit(f"{self.process.args} did not answer within {patience} s")

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self, peak=False):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)" if peak else r"VmRSS:\s+(\d+)", text)[1]) * 1024

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read()

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.output.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


WRK_SCRIPT = """
done = function(summary, latency, requests)
  io.write(string.format('{"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"errors":%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout))
end
"""


def wrk(url, connections=64, seconds=5, threads=1, core=None):
    script = ROOT / ".build" / "wrk.lua"
    script.write_text(WRK_SCRIPT)
    prefix = ["taskset", "-c", str(core)] if core is not None else []
    output = subprocess.run(
        prefix + ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s", "-s", str(script), url],
        check=True, capture_output=True, text=True,
    ).stdout
    result = json.loads(output.strip().splitlines()[-1])
    result["rate"] = result["requests"] / result["seconds"]
    return result


def loaded(server, path, **options):
    """The load's result with the server's own processor time for each request, in microseconds."""
    wrk(f"http://127.0.0.1:{server.port}{path}", **{**options, "seconds": 1})
    before = server.cpu()
    result = wrk(f"http://127.0.0.1:{server.port}{path}", **options)
    result["cpu"] = (server.cpu() - before) / max(result["requests"], 1) * 1e6
    return result


def title(text):
    print(f"\n## {text}", flush=True)


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def target(text, met, figure):
    """One acceptance line: what was asked, what was measured."""
    print(f"target {text}: {figure} {'ok' if met else 'MISSED'}", flush=True)
    if not met:
        failures.append(text)


def finish():
    if failures:
        print(f"\n{len(failures)} target(s) missed: " + "; ".join(failures))
        raise SystemExit(1)
    print("\nall targets met")
