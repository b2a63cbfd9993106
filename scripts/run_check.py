# SPDX-License-Identifier: Apache-2.0
"""The parts of ./dev check and ./dev soak, one after another, with the time that each took."""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def tests(preset, *more):
    return [["scripts/build.sh", preset], ["python3", "scripts/run_tests.py", "--build", f"build/{preset}", *more]]


# Each part: its name, its commands, the tree whose test summary counts, and the file without which it is skipped.
TEST = ("test", tests("dev", "--without-label", "needs_kafka"), "build/dev", None)
KAFKA = ("tests on a Kafka broker", [
    ["python3", "scripts/run_tests.py", "--build", "build/dev", "--label", "needs_kafka"]], "build/dev", None)
FORMAT = ("format", [["scripts/fmt.sh", "--check"]], None, None)
LICENCES = ("licences", [["reuse", "lint", "--quiet"]], None, None)
HEADERS = ("headers", [["cmake", "--build", "build/dev", "--target", "all_verify_interface_header_sets"]], None, None)
LINT = ("lint", [["scripts/lint.sh", "--seconds", "420"]], None, None)
LINT_ALL = ("lint of everything", [["scripts/lint.sh", "--all"]], None, None)
ADDRESS = ("address and undefined sanitizers", tests("asan", "--label", "gtest", "--slower", "4", "--no-broker"),
           "build/asan", None)
THREADS = ("thread sanitizer", [
    ["scripts/build.sh", "tsan", "concurrent_tests"],
    ["python3", "scripts/run_tests.py", "--build", "build/tsan", "--label", "concurrent", "--slower", "10",
     "--no-broker"]],
    "build/tsan", None)


def program(name, program_name, *arguments):
    return (name, [[f"build/dev/bin/{program_name}", *arguments]], None, f"build/dev/bin/{program_name}")


def script(name, path, *arguments):
    return (name, [["python3", path, *arguments]], None, path)


def some_roles():
    return [word for role in ("candidate", "recruiter", "administrator") for word in ("--role", role)]


# The year of a demo, as everybody sees it.
YEARS = [script(f"a year of {charter}", "tests/end_to_end/oracle.py", "--profile", "demo", "--charter", charter)
         for charter in ("atouts-pour-tous", "nosemplois")]

PARTS = {
    "check": [
        TEST, KAFKA, FORMAT, LICENCES, HEADERS, LINT, ADDRESS, THREADS,
        program("simulation, one minute of seeds", "parcours-simulate", "--seconds", "60"),
        script("30 kills", "tests/faults/kills.py", "--kills", "30"),
        script("4 kills on Kafka", "tests/faults/kills.py", "--log", "kafka", "--kills", "4", "--seconds", "60"),
        *YEARS, script("the API against its document", "tests/faults/api_document.py", *some_roles()),
    ],
    "soak": [
        TEST, KAFKA, LINT_ALL, ADDRESS, THREADS,
        program("simulation, 10 000 seeds", "parcours-simulate", "--seeds", "10000"),
        script("1 000 kills", "tests/faults/kills.py", "--kills", "1000"),
        script("200 kills on Kafka", "tests/faults/kills.py", "--log", "kafka", "--kills", "200", "--seconds", "3600"),
        script("40 kills on three brokers", "tests/faults/kills.py", "--log", "kafka", "--brokers", "3", "--kills", "40",
               "--seconds", "1200"),
        *YEARS, script("the API against its document", "tests/faults/api_document.py", "--examples", "30",
                       "--seconds", "3000"),
        script("20 rounds of disk faults", "tests/faults/disk.py", "--rounds", "20"),
        script("an hour of hostile input", "tests/end_to_end/hostile_input.py", "--minutes", "60"),
        # Each of the eight fuzzers for its part of an hour.
        ("fuzzing, an hour", [["scripts/fuzz.sh", "450"]], None, "tests/fuzz/CMakeLists.txt"),
        script("10 million events", "tests/faults/ten_million_events.py"),
    ],
}


# What `check` tells and does not yet hold against a change, each for so many seconds at most.
TOLD = {LINT[0]: 600, ADDRESS[0]: 900, THREADS[0]: 500}


PART_SECONDS_MAX = 1_500  # of any other part of check: one that hangs fails, and the rest is still told
SKIPPED = 77  # the exit code of a script that cannot run here; its last line says why


def run_part(commands, seconds_max=None):
    """Whether every command ends well, all of them within the time given; None where one cannot run here."""
    end = time.monotonic() + seconds_max if seconds_max else None
    for command in commands:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            code = process.wait(max(1, end - time.monotonic()) if end else None)
            if code != 0:
                return None if code == SKIPPED else False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            print(f"no end within {seconds_max} s", flush=True)
            return False
    return True


def count(part, good, totals):
    """A part that runs tests adds its cases; any other is one case."""
    summary = ROOT / part[2] / "test_summary.json" if part[2] else None
    if summary and summary.exists():
        cases = json.loads(summary.read_text())
        for word in totals:
            # What needs a broker has a part of its own.
            totals[word] += cases[word] - (cases["needs_kafka"][word] if part is TEST and word != "failed" else 0)
        if good or cases["failed"]:
            return
        totals["failed"] += 1
    else:
        totals["passed" if good else "failed"] += 1


def main():
    parser = argparse.ArgumentParser(prog="./dev check")
    parser.add_argument("which", choices=sorted(PARTS))
    parser.add_argument("--after-test", action="store_true", help="./dev test has just run: count it, do not repeat it")
    given = parser.parse_args()
    totals, lines, started = {"passed": 0, "failed": 0, "skipped": 0}, [], time.monotonic()
    for part in PARTS[given.which]:
        name, commands, tree, needed = part
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        if given.after_test and part is TEST:
            count(part, (ROOT / tree / "test_summary.json").exists(), totals)
            continue
        if needed and not (ROOT / needed).exists():
            totals["skipped"] += 1
            lines.append(f"{name}: skipped, {needed} is not in this tree yet")
            print(lines[-1], flush=True)
            continue
        if tree:
            (ROOT / tree / "test_summary.json").unlink(missing_ok=True)
        told = given.which == "check" and name in TOLD
        most = TOLD[name] if told else PART_SECONDS_MAX if given.which == "check" else None
        good = run_part(commands, most)
        if told:
            lines.append(f"{name}: {'ok' if good else 'findings, told above'}, {time.monotonic() - began:.0f} s")
            print(lines[-1], flush=True)
            continue
        if good is None:
            totals["skipped"] += 1
            lines.append(f"{name}: skipped, see above")
            print(lines[-1], flush=True)
            continue
        count(part, good, totals)
        lines.append(f"{name}: {'ok' if good else 'FAILED'}, {time.monotonic() - began:.0f} s")
        print(lines[-1], flush=True)
    print(f"\n== {given.which}: {(time.monotonic() - started) / 60:.1f} minutes on {os.cpu_count()} cores")
    print("\n".join(lines))
    print(f"{totals['passed']} passed, {totals['failed']} failed, {totals['skipped']} skipped", flush=True)
    return 1 if totals["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
