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
from own_broker import NoBroker, OwnBrokers  # noqa: E402
from people_at_work import Worker, check_promises  # noqa: E402
from platform_process import PROGRAMS, ROOT, Client, Platform, eventually  # noqa: E402

CLIENTS = 6
RECOVERY_SECONDS_MAX = 60
STARTS_MAX = 4
# What is done to a platform whose log is in Kafka, in turn.
BLOWS = ("process", "broker", "broker suspended", "both")


def compare_with_rebuild(folder, brokers):
    """The rows against a rebuild, and the topic against the rule, by the auditor's program."""
    asked = [["--tables", "--data", folder]]
    if brokers:
        with open(folder + "/demo.json", encoding="utf-8") as note:
            asked.append(["--kafka", brokers.address, "--prefix", json.load(note)["kafka_prefix"]])
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
    """A platform, its brokers where it has any, and the people at work."""

    def __init__(self, log, brokers, dice):
        self.brokers, self.dice, self.faults, self.acknowledged = brokers, dice, [], 0
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
        environment = {"PARCOURS_KAFKA_BOOTSTRAP": self.brokers.address} if self.brokers else {}
        # A start ends where brokers do not answer in time, as they may after a blow of their own; then whoever looks after
        # services starts it again.
        for tries_left in reversed(range(STARTS_MAX if self.brokers else 1)):
            try:
                self.platform = Platform([*self.arguments, *more], self.folder, environment=environment)
                return
            except AssertionError as error:
                if tries_left == 0 or "does not answer" not in str(error):
                    raise
                self.platform = None
                print("started again: brokers did not answer in time", flush=True)

    def strike(self, blow, workers):
        """The blow, and what brings the platform back; how long that took, s."""
        node = self.dice.randint(1, self.brokers.count) if self.brokers else 0
        if blow in ("process", "both"):
            self.platform.process.kill()
            self.platform.process.wait(30)
            if blow == "both":
                self.brokers.kill(node)
                self.brokers.resume()
            for worker in workers:
                worker.ended.set()
                worker.join(40)
            began = time.monotonic()
            self.start()
            return time.monotonic() - began
        refused = {w: len(w.unknown) for w in workers}
        self.brokers.kill(node) if blow == "broker" else self.brokers.suspend(node)
        # Sometimes the outage is over before anybody is told of it, sometimes everybody has been turned away.
        enough, seconds = (self.dice.choice([0, 1, len(workers)]), 30) if self.brokers.count == 1 else (1, 15)
        eventually(lambda: sum(len(w.unknown) > refused[w] for w in workers) >= enough, seconds)
        if self.brokers.count == 1:
            self.bring_back(blow, node)
        began, before = time.monotonic(), {w: len(w.answered) for w in workers}
        if not eventually(lambda: all(len(w.answered) > before[w] for w in workers), RECOVERY_SECONDS_MAX):
            self.faults.append(f"not everybody was served again within {RECOVERY_SECONDS_MAX} s")
        served = time.monotonic() - began
        # Of three brokers the two that are left must do.
        if self.brokers.count != 1:
            self.bring_back(blow, node)
        if not eventually(lambda: is_ready(self.platform), RECOVERY_SECONDS_MAX):
            self.faults.append("it did not become ready after the broker's return")
        for worker in workers:
            worker.ended.set()
            worker.join(40)
        return served

    def bring_back(self, blow, node):
        self.brokers.resume() if blow == "broker" else self.brokers.wake(node)

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
        self.faults += compare_with_rebuild(self.folder, self.brokers)

    def end(self):
        if self.platform:
            self.platform.kill()
        if self.brokers:
            self.brokers.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        for beside in (self.deeds, self.folder + ".log"):
            pathlib.Path(beside).unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="no further kill once so many have passed")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PARCOURS_SEED", "0")) or None)
    parser.add_argument("--log", default="embedded", choices=["embedded", "kafka"])
    parser.add_argument("--brokers", type=int, default=1, choices=[1, 3], help="of a log in Kafka")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().getrandbits(32)
    print(f"seed {seed} (PARCOURS_SEED repeats the moments)", flush=True)
    try:
        brokers = OwnBrokers(given.brokers) if given.log == "kafka" else None
    except NoBroker as why:
        print(f"no Kafka broker: {why}")
        return 77
    trial = Trial(given.log, brokers, random.Random(seed))
    began, done = time.monotonic(), 0
    try:
        while done < given.kills and not trial.faults and time.monotonic() - began < given.seconds:
            trial.turn(done, BLOWS[done % len(BLOWS)] if trial.brokers else "process")
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
