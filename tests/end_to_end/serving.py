# SPDX-License-Identifier: Apache-2.0
"""`parcours serve` on a folder that a demo left, as an operator starts it."""

import contextlib
import json
import os
import pathlib
import subprocess
import urllib.error
import urllib.request

from platform_process import PROGRAMS, ROOT, START_SECONDS, Platform, eventually

SETTINGS = ["vault.recovery=none", "http.port=0", "operator.port=0", "http.requests_per_second=100000",
            "http.drain_s=2", "logging.level=info"]


class Serving(Platform):
    """As a `Platform`, whose people the demo named; `url` is nothing where it did not come up."""

    def __init__(self, folder, accounts, settings=(), environment=None):
        self.folder = str(folder)
        self.lines = pathlib.Path(f"{folder}.{os.urandom(4).hex()}.lines")
        command = [PROGRAMS / "parcours", "serve", "--data", folder]
        for each in [*SETTINGS, *settings]:
            command += ["--set", each]
        with open(self.lines, "wb") as told:
            self.process = subprocess.Popen(command, cwd=ROOT, stderr=told, start_new_session=True,
                                            env={**os.environ, **(environment or {})})
        eventually(lambda: self.event("ready") or self.process.poll() is not None, START_SECONDS)
        told = self.event("ready")
        self.ready = {"accounts": accounts}
        self.url = told and "http://" + told["address"]
        self.operator_url = told and f"http://127.0.0.1:{told['operator_port']}"

    def event(self, name):
        for line in self.lines.read_text(errors="replace").splitlines():
            with contextlib.suppress(ValueError):
                if (told := json.loads(line)).get("event") == name:
                    return told
        return None

    def operator_page(self, path):
        try:
            with urllib.request.urlopen(self.operator_url + path, timeout=10) as got:
                return got.status, got.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def checks(self):
        status, text = self.operator_page("/readyz")
        return status, {each["name"]: each for each in json.loads(text)["checks"]}

    def ended(self, seconds=60):
        """The exit code, once it ends by itself."""
        eventually(lambda: self.process.poll() is not None, seconds)
        return self.process.poll()

    def tail(self, octets=6000):
        return self.lines.read_text(errors="replace")[-octets:]

    def __exit__(self, *failed):
        self.kill()
