# SPDX-License-Identifier: Apache-2.0
"""Kills a platform under load at random moments, and holds it to what it had promised: each acknowledged command is
there with the very answer it was given, none twice, and the rows are what a rebuild makes of the log. With --log kafka
the broker is killed and suspended too; who asks meanwhile is turned away in clear words, and the platform serves again
by itself."""

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
from own_broker import NoBroker, OwnBroker  # noqa: E402
from people_at_work import Worker, check_promises  # noqa: E402
from platform_process import PROGRAMS, ROOT, Client, Platform, eventually  # noqa: E402

CLIENTS = 6
RECOVERY_SECONDS_MAX = 60
# What is done to a platform whose log is in Kafka, in turn.
BLOWS = ("process", "broker", "broker suspended", "both")


def compare_with_rebuild(folder, broker):
    """The rows against a rebuild, and the topic against the rule, by the auditor's program."""
    asked = [["--tables", "--data", folder]]
    if broker:
        with open(folder + "/demo.json", encoding="utf-8") as note:
            asked.append(["--kafka", broker.address, "--prefix", json.load(note)["kafka_prefix"]])
    faults = []
    for words in asked:
        ran = subprocess.run([PROGRAMS / "parcours-replay", "verify", *words], cwd=ROOT, capture_output=True, text=True,
                             timeout=600, check=False)
        if ran.returncode != 0:
            faults.append(f"verify {words[0]}: {ran.returncode} {ran.stdout} {ran.stderr}")
    return faults


def sign_in_all(platform, extra):
    tokens, people = {}, []
    for account in platform.ready["accounts"]:
        if account["role"] not in ("candidate", "companion", "recruiter", "supervisor"):
            continue
        client = Client(platform.url)
        client.sign_in(account["email"], account["password"])
        tokens[account["id"]] = client.token
        people.append(account)
    return tokens, people[:extra]


def houses_of(deeds):
    made = [json.loads(line) for line in open(deeds, encoding="utf-8")]
    return [deed["body"]["organisation"] for deed in made if deed["command"] == "organisation.open_spontaneous"]


def is_ready(platform):
    try:
        with urllib.request.urlopen(platform.operator_url + "/readyz", timeout=10) as got:
            return got.status == 200
    except OSError:
        return False


class Trial:
    """A platform, its broker where it has one, and the people at work."""

    def __init__(self, log, broker, dice):
        self.broker, self.dice, self.faults, self.acknowledged = broker, dice, [], 0
        self.folder = tempfile.mkdtemp(prefix="parcours-kills-")
        self.deeds = self.folder + ".deeds"
        self.arguments = ["--keep", "--profile", "tiny", "--days", "40", "--accounts", "2", "--log", log]
        self.platform = None
        try:
            self.start(["--deeds", self.deeds])
            self.houses = houses_of(self.deeds)
            self.tokens, self.people = sign_in_all(self.platform, CLIENTS)
        except BaseException:
            self.end()
            raise

    def start(self, more=()):
        environment = {"PARCOURS_KAFKA_BOOTSTRAP": self.broker.address} if self.broker else {}
        self.platform = Platform([*self.arguments, *more], self.folder, environment=environment)

    def strike(self, blow, workers):
        """The blow, and what brings the platform back; how long that took, s."""
        if blow in ("process", "both"):
            self.platform.process.kill()
            self.platform.process.wait(30)
            if blow == "both":
                self.broker.kill()
                self.broker.resume()
            for worker in workers:
                worker.ended.set()
                worker.join(40)
            began = time.monotonic()
            self.start()
            return time.monotonic() - began
        refused = {w: len(w.unknown) for w in workers}
        self.broker.kill() if blow == "broker" else self.broker.suspend()
        # Sometimes the outage is over before anybody is told of it, sometimes everybody has been turned away.
        enough = self.dice.choice([0, 1, len(workers)])
        eventually(lambda: sum(len(w.unknown) > refused[w] for w in workers) >= enough, 30)
        self.broker.resume() if blow == "broker" else self.broker.wake()
        began, before = time.monotonic(), {w: len(w.answered) for w in workers}
        if not eventually(lambda: all(len(w.answered) > before[w] for w in workers), RECOVERY_SECONDS_MAX):
            self.faults.append(f"not everybody was served within {RECOVERY_SECONDS_MAX} s of the broker's return")
        served = time.monotonic() - began
        if not eventually(lambda: is_ready(self.platform), RECOVERY_SECONDS_MAX):
            self.faults.append("it did not become ready after the broker's return")
        for worker in workers:
            worker.ended.set()
            worker.join(40)
        return served

    def turn(self, number, blow):
        line_breaks = blow in ("process", "both")
        workers = [Worker(self.platform.url, self.tokens[a["id"]], a["id"], a["role"], self.houses, f"{number}-{n}",
                          line_breaks) for n, a in enumerate(self.people)]
        for worker in workers:
            worker.start()
        # The moment is a number of acknowledged commands; a slow machine gets there later, or is struck in between.
        enough = self.dice.randint(1, 1500)
        eventually(lambda: sum(len(w.answered) for w in workers) >= enough, 5)
        seconds = self.strike(blow, workers)
        self.faults += check_promises(self.platform, workers, self.tokens)
        count = sum(len(w.answered) for w in workers)
        self.acknowledged += count
        print(f"{number + 1} {blow}: {count} acknowledged, {sum(len(w.unknown) for w in workers)} unknown, "
              f"serves again after {seconds:.1f} s{', FAULTS' if self.faults else ''}", flush=True)

    def finish(self):
        if self.platform.stop() != 0:
            self.faults.append("it did not stop in good order")
        self.faults += compare_with_rebuild(self.folder, self.broker)

    def end(self):
        if self.platform:
            self.platform.kill()
        if self.broker:
            self.broker.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        pathlib.Path(self.deeds).unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="no further kill after so many")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PARCOURS_SEED", "0")) or None)
    parser.add_argument("--log", default="embedded", choices=["embedded", "kafka"])
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().getrandbits(32)
    print(f"seed {seed} (PARCOURS_SEED repeats the moments)", flush=True)
    began, done = time.monotonic(), 0
    try:
        broker = OwnBroker() if given.log == "kafka" else None
    except NoBroker as why:
        print(f"no Kafka broker: {why}")
        return 77
    trial = Trial(given.log, broker, random.Random(seed))
    try:
        while done < given.kills and not trial.faults and time.monotonic() - began < given.seconds:
            trial.turn(done, BLOWS[done % len(BLOWS)] if trial.broker else "process")
            done += 1
        trial.finish()
    finally:
        trial.end()
    for fault in trial.faults[:20]:
        print("FAULT", fault)
    print(f"{done} kills, {trial.acknowledged} acknowledged commands, {len(trial.faults)} faults")
    return 1 if trial.faults or trial.acknowledged == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
