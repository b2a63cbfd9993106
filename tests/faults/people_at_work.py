# SPDX-License-Identifier: Apache-2.0
"""People who send commands while a platform is struck, and what it owes them afterwards."""

import random
import threading
import urllib.error

from platform_process import Client, eventually

CHECKED_MAX = 150  # of each kind, after each kill


class Worker(threading.Thread):
    """One person at work: sends commands, notes each with its answer or with none. Ends when the line breaks, which is a
    fault where only the broker is away."""

    def __init__(self, url, token, account, role, houses, number, line_breaks):
        super().__init__(daemon=True)
        self.client, self.account, self.role, self.houses = Client(url), account, role, houses
        self.client.token = token
        self.number, self.answered, self.unknown, self.wrong = number, [], [], []
        self.line_breaks, self.ended = line_breaks, threading.Event()

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
            except (OSError, urllib.error.URLError, ConnectionError, ValueError) as error:
                self.unknown.append((name, body, key))
                if not self.line_breaks:
                    self.wrong.append((name, "nothing", repr(error)))
                return
            if got.status in (200, 409):
                self.answered.append((name, body, key, got.status, got.json))
            elif got.status in (503, 429):
                self.unknown.append((name, body, key))
                if "Retry-After" not in got.headers:
                    self.wrong.append((name, got.status, "without Retry-After"))
                self.ended.wait(0.02 if self.line_breaks else 0.2)
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
        half = CHECKED_MAX // 2
        for name, body, key in worker.unknown[:half] + worker.unknown[half:][-half:]:
            first, second = settled(client, name, body, key), settled(client, name, body, key)
            if first.status != second.status or not is_same(first.json, second.json):
                faults.append(f"{name} {key}: two answers to one key: {first} and {second}")
    return faults
