# SPDX-License-Identifier: Apache-2.0
"""Kills a platform under load at random moments, and holds it to what it had promised: each acknowledged command is
there with the very answer it was given, none twice, and the rows are what a rebuild makes of the log."""

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
from platform_process import PROGRAMS, ROOT, Client, Platform, eventually  # noqa: E402

CLIENTS = 6
CHECKED_MAX = 150  # of each kind, after each kill


class Worker(threading.Thread):
    """One person at work until the line breaks: sends commands, notes each with its answer or with none."""

    def __init__(self, url, token, account, role, houses, number):
        super().__init__(daemon=True)
        self.client, self.account, self.role, self.houses = Client(url), account, role, houses
        self.client.token = token
        self.number, self.answered, self.unknown, self.wrong = number, [], [], []
        self.ended = threading.Event()

    def next(self, turn):
        if self.role != "candidate":
            return "account.set_preferences", {"account": self.account, "language": ["fr", "en"][turn % 2],
                                               "notifications": []}
        if turn % 3 == 0 and self.houses:
            return "application.draft", {"organisation": self.houses[turn % len(self.houses)], "documents": [],
                                         "message": f"essai {turn}"}
        return "candidate.update_section", {"candidate": self.account, "section": "skills",
                                            "content": {"skills": [f"compétence {turn}"]}}

    def run(self):
        turn = 0
        while not self.ended.is_set():
            turn += 1
            name, body = self.next(turn)
            key = f"kill-{self.number}-{turn}-{random.getrandbits(48):x}"
            try:
                got = self.client.command(name, body, key)
            except (OSError, urllib.error.URLError, ConnectionError, ValueError):
                self.unknown.append((name, body, key))
                return
            if got.status in (200, 409):
                self.answered.append((name, body, key, got.status, got.json))
            elif got.status in (503, 429):
                self.unknown.append((name, body, key))
                self.ended.wait(0.02)
            else:
                self.wrong.append((name, got.status, got.raw[:300]))


def is_same(before, after):
    """A rejection's trace id is the request's own; all else is the answer's."""
    return {k: v for k, v in before.items() if k != "trace_id"} == {k: v for k, v in after.items() if k != "trace_id"}


def settled(client, name, body, key):
    got = None

    def is_told():
        nonlocal got
        got = client.command(name, body, key)
        return got.status not in (503, 429)
    eventually(is_told)
    return got


def check_promises(platform, workers, tokens):
    """What is wrong, as sentences."""
    faults = []
    for worker in workers:
        faults += [f"{name} answered {status}: {raw!r}" for name, status, raw in worker.wrong]
        client = Client(platform.url)
        client.token = tokens[worker.account]
        sample = worker.answered[-CHECKED_MAX:]
        for name, body, key, status, told in sample:
            got = settled(client, name, body, key)
            if got.status != status or not is_same(told, got.json):
                faults.append(f"{name} {key}: was told {status} {told}, is told {got.status} {got.raw[:500]!r}")
        for name, body, key in worker.unknown[-CHECKED_MAX:]:
            first, second = settled(client, name, body, key), settled(client, name, body, key)
            if first.status != second.status or not is_same(first.json, second.json):
                faults.append(f"{name} {key}: two answers to one key: {first} and {second}")
    return faults


def compare_with_rebuild(folder):
    """The rows against a rebuild, by the auditor's program."""
    program = PROGRAMS / "parcours-replay"
    if not program.exists():
        return []
    ran = subprocess.run([program, "verify", "--tables", "--data", folder], cwd=ROOT, capture_output=True, text=True,
                         timeout=600, check=False)
    faults = [] if ran.returncode == 0 else [f"verify --tables: {ran.returncode} {ran.stdout} {ran.stderr}"]
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PARCOURS_SEED", "0")) or None)
    parser.add_argument("--log", default="embedded")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().getrandbits(32)
    print(f"seed {seed} (PARCOURS_SEED repeats the moments)", flush=True)
    dice = random.Random(seed)
    folder = tempfile.mkdtemp(prefix="parcours-kills-")
    deeds = folder + ".deeds"
    arguments = ["--keep", "--profile", "tiny", "--days", "40", "--accounts", "2", "--log", given.log]
    platform, faults, answered = Platform([*arguments, "--deeds", deeds], folder), [], 0
    try:
        houses = houses_of(deeds)
        tokens, people = sign_in_all(platform, CLIENTS)
        for kill in range(given.kills):
            workers = [Worker(platform.url, tokens[a["id"]], a["id"], a["role"], houses, f"{kill}-{n}")
                       for n, a in enumerate(people)]
            for worker in workers:
                worker.start()
            # The moment is a number of acknowledged commands; a slow machine gets there later, or is killed in between.
            enough = dice.randint(1, 1500)
            eventually(lambda: sum(len(w.answered) for w in workers) >= enough, 5)
            platform.process.kill()
            platform.process.wait(30)
            for worker in workers:
                worker.ended.set()
                worker.join(40)
            began = time.monotonic()
            platform = Platform(arguments, folder)
            started = time.monotonic() - began
            found = check_promises(platform, workers, tokens)
            faults += found
            count = sum(len(w.answered) for w in workers)
            answered += count
            print(f"kill {kill + 1}: {count} acknowledged, {sum(len(w.unknown) for w in workers)} unknown, "
                  f"up again in {started:.1f} s{', FAULTS' if found else ''}", flush=True)
            if found:
                break
        if platform.stop() != 0:
            faults.append("it did not stop in good order")
        faults += compare_with_rebuild(folder)
    finally:
        platform.kill()
        shutil.rmtree(folder, ignore_errors=True)
        pathlib.Path(deeds).unlink(missing_ok=True)
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{given.kills} kills, {answered} acknowledged commands, {len(faults)} faults")
    return 1 if faults or answered == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
