# SPDX-License-Identifier: Apache-2.0
"""A disk that runs full or fails under a whole process: it ends with its reason, and loses nothing it acknowledged;
what cannot be noted in the access log is not shown."""

import argparse
import contextlib
import json
import pathlib
import shutil
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
from kills import compare_with_rebuild, houses_of, sign_in_all  # noqa: E402
from people_at_work import Worker, check_promises  # noqa: E402
from platform_process import PROGRAMS, Client, Platform, eventually, run_cases  # noqa: E402
from serving import Serving  # noqa: E402
from small_disk import SmallDisk, why_not  # noqa: E402

SETTINGS = ["memory.budget_mib=32"]
SKIPPED = 77
LIBRARY_LOST_ITS_FILE = "WritableFileWriter"
place, accounts, houses = None, [], []


def expect(condition, said):
    if not condition:
        raise AssertionError(said)


def copy_of_the_demo(name):
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-", dir=place)) / "copy"
    shutil.copytree(place / "demo", folder)
    return folder


def serve(folder, environment=None):
    serving = Serving(folder, accounts, SETTINGS, environment)
    expect(serving.url, f"it starts: {serving.tail()}")
    return serving


def keep_its_promises_after(folder, what_fails, environment=None, when_ended=lambda: None):
    """Works on it until what fails ends it; then everything acknowledged must be there. `what_fails` is given it."""
    with serve(folder, environment) as serving:
        tokens, people = sign_in_all(serving, 6)
        workers = [Worker(serving.url, tokens[a["id"]], a["id"], a["role"], houses, f"disk-{n}", True)
                   for n, a in enumerate(people)]
        for worker in workers:
            worker.start()
        expect(eventually(lambda: sum(len(w.answered) for w in workers) > 50), "commands are taken before it fails")
        what_fails(serving)
        code = serving.ended(90)
        for worker in workers:
            worker.ended.set()
            worker.join(40)
        if code == -signal.SIGABRT:  # docs/operating.md, "When a disk fails or is full"
            expect(LIBRARY_LOST_ITS_FILE in serving.tail(), f"only the storage library aborts: {serving.tail()}")
            told = {"failure": LIBRARY_LOST_ITS_FILE}
        else:
            expect(code == 1, f"it ends with 1, not {code}: {serving.tail()}")
            told = serving.event("disk_failed")
            expect(told and "io" in json.dumps(told), f"it says why: {serving.tail()}")
            expect(serving.event("stopped"), f"it ends in good order: {serving.tail()}")
    when_ended()
    with serve(folder) as again:
        faults = check_promises(again, workers, tokens)
        expect(not faults, f"{len(faults)}: {faults[:5]}")
        expect(again.stop() == 0, "it stops in good order")
    faults = compare_with_rebuild(folder, None)
    expect(not faults, faults)
    count = sum(len(w.answered) for w in workers)
    print(f"       {count} acknowledged, {sum(len(w.unknown) for w in workers)} unknown; {told['failure']}")


def a_full_disk_ends_it_and_nothing_is_lost():
    folder = copy_of_the_demo("full")
    disk = SmallDisk(folder)

    def before_there_is_room():
        with Serving(folder, accounts, SETTINGS) as still_full:
            if still_full.url:
                still_full.stop()
            expect(still_full.ended() in (0, 1, -signal.SIGABRT), f"on a full disk it ends in order: {still_full.tail()}")
        disk.make_room()
    try:
        keep_its_promises_after(folder, lambda _: disk.fill(4096), when_ended=before_there_is_room)
    finally:
        disk.remove()


def personal_reads(serving):
    """What a companion is answered who opens the files of others."""
    account = next(a for a in accounts if a["role"] == "companion")
    client = Client(serving.url)
    client.sign_in(account["email"], account["password"])
    shown = client.get("/v1/applications")
    return shown if shown.status != 200 or shown.json["items"] else client.get("/v1/candidates")


def still_takes_commands(serving):
    account = next(a for a in accounts if a["role"] == "candidate")
    client = Client(serving.url)
    client.sign_in(account["email"], account["password"])
    client.must("candidate.update_section", {"candidate": account["id"], "section": "skills",
                                             "content": {"skills": ["patience"]}})
    expect(client.get("/v1/me").status == 200, "what opens nobody else's file is answered")


def refuses_while(serving, what_fails):
    opened = personal_reads(serving)
    expect(opened.status == 200 and opened.json["items"], f"a companion sees files: {opened}")
    what_fails()
    refused = personal_reads(serving)
    expect(refused.status == 503, f"nothing is shown without an entry: {refused}")
    expect("items" not in (refused.json or {}), f"nor beside the refusal: {refused}")
    status, checks = serving.checks()
    expect(status == 503 and not checks["access_log"]["ready"], f"/readyz tells: {status} {checks}")
    still_takes_commands(serving)


def a_full_access_log_shows_nothing_until_there_is_room():
    folder = copy_of_the_demo("full-accesses")
    disk = SmallDisk(folder / "accesses", 16)
    try:
        with serve(folder) as serving:
            def fill():
                disk.fill(0)
                for _ in range(200):  # the last block of the day's file has room for some
                    if personal_reads(serving).status != 200:
                        return
            refuses_while(serving, fill)
            disk.make_room()
            expect(personal_reads(serving).status == 200, "with room it is shown again")
            expect(serving.checks()[1]["access_log"]["ready"], "and it is ready")
            expect(serving.stop() == 0, "it stops in good order")
    finally:
        disk.remove()


def failing(folder, part):
    """The environment in which a part of the folder fails, and what begins and ends it."""
    switch = folder.parent / "switch"
    environment = {"LD_PRELOAD": str(PROGRAMS / "tests" / "libfailing_disk.so"), "FAILING_DISK_FOLDER": str(folder / part),
                   "FAILING_DISK_SWITCH": str(switch)}
    return environment, lambda what: pathlib.Path(f"{switch}.{what}").touch()


def fails_and_keeps(part, what):
    folder = copy_of_the_demo(f"{part}-{what}")
    environment, begin = failing(folder, part)

    def fail(serving):
        begin(what)
        with contextlib.suppress(OSError, AssertionError):  # sessions are written to the vault
            for _ in range(1000):
                personal_reads(serving)
    keep_its_promises_after(folder, fail, environment)


def a_log_that_cannot_sync_ends_it():
    fails_and_keeps("log", "sync")


def a_log_that_cannot_be_written_ends_it():
    fails_and_keeps("log", "write")


def a_vault_that_cannot_sync_ends_it():
    fails_and_keeps("vault", "sync")


def full_tables_end_it():
    fails_and_keeps("tables", "full")


def tables_that_cannot_be_written_end_it():
    fails_and_keeps("tables", "write")


def an_access_log_that_cannot_sync_shows_nothing_until_a_restart():
    folder = copy_of_the_demo("accesses-sync")
    environment, begin = failing(folder, "accesses")
    with serve(folder, environment) as serving:
        refuses_while(serving, lambda: begin("sync"))
        pathlib.Path(environment["FAILING_DISK_SWITCH"] + ".sync").unlink()
        expect(personal_reads(serving).status == 503, "after a failed sync nobody knows what lies there")
        expect(serving.stop() == 0, "it stops in good order")
    with serve(folder) as again:
        expect(personal_reads(again).status == 200, "opened anew, it is shown again")


FULL = [a_full_disk_ends_it_and_nothing_is_lost,
        a_full_access_log_shows_nothing_until_there_is_room]
ERRORS = [a_log_that_cannot_sync_ends_it, a_log_that_cannot_be_written_ends_it, a_vault_that_cannot_sync_ends_it,
          full_tables_end_it, tables_that_cannot_be_written_end_it, an_access_log_that_cannot_sync_shows_nothing_until_a_restart]


def main():
    global place
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="?", choices=["full", "errors"], help="disks that are full, or that fail (both)")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    if given.which == "full" and why_not():
        print(f"skipped: {why_not()}")
        return SKIPPED
    cases = {"full": FULL, "errors": ERRORS}.get(given.which) or [*([] if why_not() else FULL), *ERRORS]
    place = pathlib.Path(tempfile.mkdtemp(prefix="parcours-disk-"))
    deeds = place / "deeds"
    try:
        with Platform(["--keep", "--profile", "tiny", "--days", "40", "--accounts", "2", "--deeds", str(deeds)],
                      str(place / "demo")) as demo:
            accounts.extend(demo.ready["accounts"])
            houses.extend(houses_of(deeds))
        return max(run_cases(cases) for _ in range(given.rounds))
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
