# SPDX-License-Identifier: Apache-2.0
"""Starts the platform as a newcomer does, and speaks to it as a front-end does: HTTP and nothing else."""

import json
import os
import pathlib
import queue
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

ROOT = pathlib.Path(os.environ.get("PARCOURS_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAMS = pathlib.Path(os.environ.get("PARCOURS_BIN_DIR", ROOT / "build" / "dev" / "bin"))
START_SECONDS = 240


class Answer:
    """What came back: status, headers, and the JSON or text of the body."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.raw = status, headers, body
        self.json = json.loads(body) if body and "json" in headers.get("Content-Type", "") else None

    def __repr__(self):
        return f"{self.status} {self.raw[:600]!r}"


class Client:
    """One person's program; remembers its token and the positions of its own writes."""

    def __init__(self, url, language="fr"):
        self.url, self.language, self.token, self.positions = url, language, None, None

    def ask(self, method, path, body=None, headers=None, timeout=30):
        sent = {"Accept-Language": self.language, "Accept": "application/json"}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if self.positions and method == "GET":
            sent["Read-After"] = self.positions
        octets = None
        if body is not None:
            octets = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        request = urllib.request.Request(self.url + path, data=octets, method=method, headers=sent)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as got:
                return Answer(got.status, dict(got.headers), got.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, dict(refused.headers), refused.read())

    def get(self, path, **query):
        return self.ask("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))

    def sign_in(self, email, password, role=None):
        body = {"email": email, "password": password, **({"role": role} if role else {})}
        got = self.ask("POST", "/v1/sessions", body)
        if got.status not in (200, 201):
            raise AssertionError(f"sign-in of {email}: {got}")
        self.token = got.json["token"]
        return got.json

    def command(self, name, body, key=None, **headers):
        got = self.ask("POST", f"/v1/commands/{name}", body,
                       {"Idempotency-Key": key or str(uuid.uuid4()), **headers})
        if got.status == 200:
            self.positions = got.json["position"]
        return got

    def must(self, name, body, key=None):
        got = self.command(name, body, key)
        if got.status != 200:
            raise AssertionError(f"{name} {body}: {got}")
        return got.json


class Platform:
    """A running demo in a folder of its own; ended by its process id."""

    def __init__(self, arguments=(), folder=None, program="parcours-demo", environment=None):
        self.folder = folder or tempfile.mkdtemp(prefix="parcours-")
        self.log = open(os.path.abspath(self.folder) + ".log", "ab")
        command = [str(PROGRAMS / program), "--json", "--port", "0", "--data", self.folder, *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=self.log,
                                        env={**os.environ, **(environment or {})}, start_new_session=True)
        self.ready = json.loads(self._line(START_SECONDS))
        self.url, self.operator_url = self.ready["url"], self.ready.get("operator_url")

    def _line(self, seconds):
        lines = queue.Queue()
        threading.Thread(target=lambda: lines.put(self.process.stdout.readline()), daemon=True).start()
        try:
            line = lines.get(timeout=seconds)
        except queue.Empty:
            line = b""
        if not line:
            self.kill()
            raise AssertionError(f"the platform did not start; its last lines:\n{self.tail()}")
        return line

    def tail(self, octets=6000):
        with open(self.log.name, "rb") as file:
            file.seek(max(0, os.path.getsize(self.log.name) - octets))
            return file.read().decode(errors="replace")

    def account(self, role, number=0):
        return [a for a in self.ready["accounts"] if a["role"] == role][number]

    def client(self, role=None, number=0, language="fr"):
        made = Client(self.url, language)
        if role:
            account = self.account(role, number)
            made.account = made.sign_in(account["email"], account["password"])
        return made

    def stop(self):
        """As an operator does; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"no end within a minute of SIGTERM:\n{self.tail()}")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)

    def __enter__(self):
        return self

    def __exit__(self, *failed):
        if self.process.poll() is None:
            self.stop()


def resident_mebibytes(pid):
    """How much memory a process holds."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024


def eventually(what, seconds=20):
    """Waits for a condition, with a bound; answers what it answered."""
    end = time.monotonic() + seconds
    while True:
        found = what()
        if found or time.monotonic() > end:
            return found
        threading.Event().wait(0.05)


def run_cases(cases):
    """Runs named functions, tells each outcome, and answers an exit code."""
    failed = 0
    for case in cases:
        try:
            case()
            print(f"ok     {case.__name__}", flush=True)
        except Exception as error:  # each case is told, whatever broke it
            failed += 1
            print(f"FAILED {case.__name__}: {type(error).__name__}: {error}", flush=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0
