# SPDX-License-Identifier: Apache-2.0
"""Kafka brokers of one test's own, which it may kill, suspend and start again with what they hold."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


class NoBroker(Exception):
    """None can be had here, and why."""


class OwnBrokers:
    """One node or three, ended by their process ids."""

    def __init__(self, count=1):
        self.count = count
        absent = [program for program in ("mvn", "java", "kcat", "openssl") if not shutil.which(program)]
        if absent:
            raise NoBroker(f"{', '.join(absent)} not installed (./dev kafka up installs them)")
        self.folder = tempfile.mkdtemp(prefix="parcours-broker-")
        try:
            self.address = self._script("up", str(count))
        except AssertionError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise NoBroker(str(error).strip().splitlines()[-1]) from error

    def _script(self, *words):
        ran = subprocess.run(["scripts/kafka.sh", *words], cwd=ROOT, capture_output=True, text=True, timeout=300,
                             stdin=subprocess.DEVNULL, check=False,
                             env={**os.environ, "PARCOURS_BROKER_RUN": self.folder + "/run",
                                  "PARCOURS_BROKER_NO_INSTALL": "1"})
        if ran.returncode != 0:
            raise AssertionError(f"kafka.sh {words[0]}: {ran.stderr[-2000:]}")
        return ran.stdout.strip()

    def _signal(self, node, what):
        process = int(pathlib.Path(self.folder, "run", f"node{node}", "pid").read_text(encoding="ascii"))
        os.kill(process, what)

    def kill(self, node):
        self._signal(node, signal.SIGKILL)

    def suspend(self, node):
        self._signal(node, signal.SIGSTOP)

    def wake(self, node):
        self._signal(node, signal.SIGCONT)

    def resume(self):
        """Starts those that have ended, and returns when all answer."""
        self._script("resume")

    def end(self):
        for node in range(1, self.count + 1):
            try:
                self.wake(node)
            except OSError:
                pass  # it has ended before
        self._script("down")
        shutil.rmtree(self.folder, ignore_errors=True)
