# SPDX-License-Identifier: Apache-2.0
"""Whether a process that is asked the same things again and again grows."""

import secrets
import threading
import time

from platform_process import resident_mebibytes

GROWTH_MAX = 1.1
COMMANDS_BEFORE = 12_000  # more than a budget of 32 MiB holds of what they write


def fill_memory(platform):
    """What the settings allow is in use before anything is measured: growth is what comes on top of it."""
    failures = []

    def work(number):
        mine = platform.client("candidate")
        holder = platform.account("candidate")["id"]
        for _ in range(COMMANDS_BEFORE // 4):
            answer = mine.command("candidate.update_section", {
                "candidate": holder, "section": "skills", "content": {"skills": [secrets.token_hex(400)]}})
            if answer.status != 200:
                failures.append(f"{number}: {answer}")
                return
    workers = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    if failures:
        raise AssertionError(failures)


def again_and_again(platform, cases, minutes):
    """Rounds of all cases; whether each went well and the memory stayed as it was after the first minute."""
    began = shown = time.monotonic()
    first, rounds = None, 0
    while time.monotonic() - began < 60 * minutes:
        for case in cases:
            try:
                case()
            except Exception as error:  # each case is told, whatever broke it
                print(f"FAILED {case.__name__} in round {rounds + 1}: {type(error).__name__}: {error}", flush=True)
                return 1
        rounds += 1
        now = resident_mebibytes(platform.process.pid)
        if first is None and time.monotonic() - began >= 60:
            first = now
        if time.monotonic() - shown >= 60:
            shown = time.monotonic()
            print(f"{(shown - began) / 60:.0f} min, {rounds} rounds, {now:.0f} MiB", flush=True)
    if first is None:
        print("FAILED: one minute is the least that says something of growth")
        return 1
    print(f"{rounds} rounds: {first:.1f} MiB after the first minute, {now:.1f} MiB in the end, {now / first:.3f} of it")
    return 0 if now <= GROWTH_MAX * first else 1
