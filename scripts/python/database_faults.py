"""What the database's fault runs share: the writer under attack, and the judgement of what it left behind."""
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def writer_binary():
    """The program that writes; the tests name the one of their own build."""
    named = os.environ.get("EXPORT_IA_FAULT_WRITER")
    if named:
        return named
    subprocess.run(["swift", "build", "--product", "fault-writer"], cwd=ROOT, check=True, stdout=sys.stderr)
    return str(ROOT / ".build" / "debug" / "fault-writer")


def beside_servers():
    """Starts this script anew beside a private PostgreSQL, unless it has one."""
    if "EXPORT_IA_FAULTS_INSIDE" not in os.environ:
        environment = {**os.environ, "EXPORT_IA_FAULTS_INSIDE": "1"}
        os.execve(ROOT / "scripts" / "with-test-servers", ["with-test-servers", sys.executable, *sys.argv], environment)


def failio(folder):
    library = folder / "failio.so"
    source = ROOT / "Tests" / "Faults" / "failio.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    return library


class Writer:
    """One run of the writer; collects what it says."""

    def __init__(self, binary, driver, place, first, seconds=30, padding=0, environment=None):
        self.tried, self.acknowledged, self.failed, self.lines = set(), set(), {}, []
        self.acknowledged_after_failure = []
        self.reads_after_failure = 0
        self.enough = threading.Event()
        self.wanted = None
        self.process = subprocess.Popen(
            [binary, driver, place, str(first), str(seconds), str(padding)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})},
        )
        self.complaints = []
        self.threads = [threading.Thread(target=self.listen), threading.Thread(target=self.listen_to_complaints)]
        for thread in self.threads:
            thread.start()

    def listen(self):
        for line in self.process.stdout:
            words = line.split()
            if not line.endswith("\n") or not words:
                continue
            self.lines.append(line.strip())
            if words[0] == "try":
                self.tried.add(int(words[1]))
            elif words[0] == "ack":
                self.acknowledged.add(int(words[1]))
                if self.failed:
                    self.acknowledged_after_failure.append(int(words[1]))
            elif words[0] == "fail":
                self.failed[int(words[1])] = words[2]
            elif words[0] == "read" and self.failed:
                self.reads_after_failure += 1
            if self.wanted is not None and len(self.acknowledged) >= self.wanted:
                self.enough.set()
        self.enough.set()

    def listen_to_complaints(self):
        self.complaints.extend(self.process.stderr)

    def wait_for_acknowledgements(self, count):
        self.wanted = count
        if len(self.acknowledged) >= count:
            self.enough.set()
        if not self.enough.wait(60):
            raise SystemExit(f"the writer acknowledged only {len(self.acknowledged)} of {count} in a minute: {self.lines[-3:]}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        return self.end()

    def end(self):
        self.process.wait(120)
        for thread in self.threads:
            thread.join()
        self.process.stdout.close()
        self.process.stderr.close()
        return self


def sqlite_entries(path):
    """Read by Python's own SQLite, which also recovers the log."""
    with_pairs = sqlite3.connect(path)
    try:
        state = with_pairs.execute("pragma integrity_check").fetchall()
        if state != [("ok",)]:
            raise SystemExit(f"the database is damaged: {state[:3]}")
        entries = {row[0] for row in with_pairs.execute("select id from entry")}
        twins = {row[0] for row in with_pairs.execute("select id from twin")}
    finally:
        with_pairs.close()
    return entries, twins


def postgres_entries(url):
    """Read by psql."""
    def column(table):
        output = subprocess.run(
            ["psql", "-X", "-A", "-t", "-c", f"select id from {table}", url], check=True, capture_output=True, text=True
        ).stdout
        return {int(line) for line in output.split()}
    return column("entry"), column("twin")


def judge(round_name, entries, twins, acknowledged, tried):
    lost = acknowledged - entries
    torn = entries ^ twins
    unasked = entries - tried
    if lost or torn or unasked:
        raise SystemExit(
            f"{round_name}: LOST {sorted(lost)[:5]} ({len(lost)}), torn {sorted(torn)[:5]} ({len(torn)}), "
            f"never asked for {sorted(unasked)[:5]} ({len(unasked)})"
        )
