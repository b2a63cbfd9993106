# SPDX-License-Identifier: Apache-2.0
"""A Kafka broker of one test's own, which it may kill, suspend and start again with what it holds."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


class NoBroker(Exception):
    """None can be had here, and why."""


class OwnBroker:
    """One node, ended by its process id."""

    def __init__(self):
        absent = [program for program in ("mvn", "java", "kcat", "openssl") if not shutil.which(program)]
        if absent:
            raise NoBroker(f"{', '.join(absent)} not installed (./dev kafka up installs them)")
        self.folder = tempfile.mkdtemp(prefix="parcours-broker-")
        try:
            self.address = self._script("up", "1")
        except AssertionError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise NoBroker(str(error).strip().splitlines()[-1]) from error

    def _script(self, *words):
        ran = subprocess.run(["scripts/kafka.sh", *words], cwd=ROOT, capture_output=True, text=True, timeout=300,
                             stdin=subprocess.DEVNULL, check=False,
                             env={**os.environ, "PARCOURS_KAFKA_RUN": self.folder + "/run",
                                  "PARCOURS_KAFKA_NO_INSTALL": "1"})
        if ran.returncode != 0:
            raise AssertionError(f"kafka.sh {words[0]}: {ran.stderr[-2000:]}")
        return ran.stdout.strip()

    def _process(self):
        return int(pathlib.Path(self.folder, "run", "node1", "pid").read_text(encoding="ascii"))

    def kill(self):
        os.kill(self._process(), signal.SIGKILL)

    def suspend(self):
        os.kill(self._process(), signal.SIGSTOP)

    def wake(self):
        os.kill(self._process(), signal.SIGCONT)

    def resume(self):
        """Returns when it answers."""
        self._script("resume")

    def end(self):
        try:
            self.wake()
        except OSError:
            pass  # it has ended before
        self._script("down")
        shutil.rmtree(self.folder, ignore_errors=True)
