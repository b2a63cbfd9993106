# SPDX-License-Identifier: Apache-2.0
"""Runs the test binaries and scripts that ctest lists, in parallel, and counts single cases."""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Test:
    """One line of ctest: a binary with many cases, or a script that is one case."""

    def __init__(self, listed):
        properties = {p["name"]: p["value"] for p in listed.get("properties", [])}
        self.name = listed["name"]
        self.command = listed.get("command")
        self.labels = properties.get("LABELS", [])
        self.timeout_s = float(properties.get("TIMEOUT", 300))
        self.folder = properties.get("WORKING_DIRECTORY", str(ROOT))
        self.environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", []))
        self.cores = 10**6 if properties.get("RUN_SERIAL") else int(properties.get("PROCESSORS", 1))
        self.is_script = "script" in self.labels


class Outcome:
    """What one binary or script did: cases that passed, (case, text) that failed, (case, reason) skipped."""

    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []
        self.seconds = 0.0


def listed_tests(build, filters, label):
    shown = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"],
                           capture_output=True, text=True, check=True)
    tests = [Test(t) for t in json.loads(shown.stdout)["tests"]]
    if filters:
        tests = [t for t in tests if any(f in t.name for f in filters)]
    if label:
        tests = [t for t in tests if label in t.labels]
    return tests


def tail(path, lines=60):
    with open(path, errors="replace") as file:
        return "".join(file.readlines()[-lines:])


def read_report(report, outcome):
    for case in xml.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.get("status") == "notrun":
            outcome.skipped.append((name, "disabled"))
            continue
        failures = [f.get("message", "") for f in case.findall("failure")]
        skip = case.find("skipped")
        if failures:
            outcome.failed.append((name, "\n".join(failures)))
        elif skip is not None:
            lines = skip.get("message", "").splitlines()
            outcome.skipped.append((name, " ".join(lines[1:]).strip() or "no reason given"))
        else:
            outcome.passed += 1


def read_broken_run(output, why, outcome):
    """A binary that ended without its report: what its output says, and one failure for the case it died in."""
    running = None
    with open(output, errors="replace") as file:
        for line in file:
            if line.startswith("[ RUN      ] "):
                running = line[13:].strip()
            elif line.startswith("[       OK ] "):
                outcome.passed += 1
                running = None
            elif line.startswith("[  FAILED  ] ") and running:
                outcome.failed.append((running, "failed before the binary ended"))
                running = None
            elif line.startswith("[  SKIPPED ] ") and running:
                outcome.skipped.append((running, "reason lost: the binary ended before its report"))
                running = None
    outcome.failed.append((running or "(outside a case)", f"{why}\n{tail(output)}"))


def why_ended(code, timed_out, timeout_s):
    if timed_out:
        return f"no end after {timeout_s:.0f} s"
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def run_process(test, command, environment, output):
    with open(output, "wb") as file:
        process = subprocess.Popen(command, cwd=test.folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=file, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            return process.wait(test.timeout_s), False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait(), True


def run_test(test, scratch, environment):
    outcome = Outcome()
    if not test.command or not (shutil.which(test.command[0]) or os.path.exists(test.command[0])):
        outcome.failed.append((test.name, "it was not built"))
        return outcome
    folder = os.path.join(scratch, test.name)
    os.mkdir(folder)
    output, report = os.path.join(scratch, test.name + ".out"), os.path.join(scratch, test.name + ".xml")
    command = list(test.command)
    if not test.is_script:
        command += [f"--gtest_output=xml:{report}", "--gtest_color=no"]
    started = time.monotonic()
    code, timed_out = run_process(test, command, {**environment, **test.environment, "TMPDIR": folder}, output)
    outcome.seconds = time.monotonic() - started
    if test.is_script:
        if code == 0:
            outcome.passed = 1
        elif code == 77 and not timed_out:
            outcome.skipped.append((test.name, tail(output, 1).strip() or "no reason given"))
        else:
            outcome.failed.append((test.name, f"{why_ended(code, timed_out, test.timeout_s)}\n{tail(output)}"))
    elif timed_out or not os.path.exists(report):
        read_broken_run(output, why_ended(code, timed_out, test.timeout_s), outcome)
    else:
        read_report(report, outcome)
        if code != 0 and not outcome.failed:
            outcome.failed.append(("(at exit)", f"{why_ended(code, False, 0)}\n{tail(output)}"))
        if code == 0 and outcome.passed + len(outcome.skipped) == 0:
            outcome.failed.append(("(no case)", "the binary holds no test"))
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def run_all(tests, jobs, scratch, environment, report):
    """Longest first (by the times of the last run), never more cores at once than `jobs`."""
    free, changed, waiting, threads = [jobs], threading.Condition(), list(tests), []

    def work(test, cores):
        try:
            outcome = run_test(test, scratch, environment)
        except Exception as error:  # a report that cannot be read must not stop the others
            outcome = Outcome()
            outcome.failed.append((test.name, f"could not be run or read: {error!r}"))
        with changed:
            try:
                report(test, outcome)
            finally:
                free[0] += cores
                changed.notify_all()

    while waiting:
        with changed:
            test = None
            while test is None:
                test = next((t for t in waiting if min(t.cores, jobs) <= free[0]), None)
                if test is None:
                    changed.wait()
            waiting.remove(test)
            cores = min(test.cores, jobs)
            free[0] -= cores
        threads.append(threading.Thread(target=work, args=(test, cores)))
        threads[-1].start()
    for thread in threads:
        thread.join()


class Broker:
    """The Kafka broker for tests that need one; an address given from outside is used as it is."""

    def __init__(self, needed, allowed=True):
        self.started, self.address, self.reason = False, os.environ.get("PARCOURS_KAFKA_BOOTSTRAP"), ""
        self.secure = os.environ.get("PARCOURS_BROKER_SECURE")
        if self.address or not needed:
            return
        if not allowed:
            self.reason = "no Kafka broker: this run starts none"
            return
        missing = [p for p in ("mvn", "java", "kcat", "openssl") if not shutil.which(p)]
        if missing:
            self.reason = f"no Kafka broker: {', '.join(missing)} not installed (./dev kafka up installs them)"
            return
        up = subprocess.run(["scripts/kafka.sh", "up", "1"], cwd=ROOT, capture_output=True, text=True,
                            stdin=subprocess.DEVNULL, env={**os.environ, "PARCOURS_BROKER_NO_INSTALL": "1"})
        if up.returncode != 0:
            self.reason = f"no Kafka broker: {(up.stderr.strip().splitlines() or ['it did not start'])[-1]}"
            return
        self.started = "already running" not in up.stderr
        self.address = up.stdout.strip().splitlines()[-1]
        self.secure = str(ROOT / ".cache" / "kafka" / "run" / "secure")

    def stop(self):
        if self.started:
            subprocess.run(["scripts/kafka.sh", "down"], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)


def environment_for(broker):
    seed = os.environ.get("PARCOURS_SEED") or str(random.SystemRandom().randrange(1, 2**31))
    print(f"seed {seed} (PARCOURS_SEED={seed} repeats it)", flush=True)
    environment = {**os.environ, "PARCOURS_SEED": seed, "RC_PARAMS": os.environ.get("RC_PARAMS", f"seed={seed}")}
    suppressions = ROOT / "tests" / "sanitizers"
    options = {"ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
               "LSAN_OPTIONS": f"suppressions={suppressions}/leaks.txt:print_suppressions=0",
               "UBSAN_OPTIONS": f"print_stacktrace=1:suppressions={suppressions}/undefined.txt",
               "TSAN_OPTIONS": f"suppressions={suppressions}/threads.txt:halt_on_error=0:second_deadlock_stack=1"}
    for name, value in options.items():
        environment.setdefault(name, value)
    if broker.address:
        environment["PARCOURS_KAFKA_BOOTSTRAP"] = broker.address
        if broker.secure and os.path.isdir(broker.secure):
            environment["PARCOURS_BROKER_SECURE"] = broker.secure
    elif broker.reason:
        environment["PARCOURS_BROKER_MISSING"] = broker.reason
    return environment


def parsed_arguments():
    parser = argparse.ArgumentParser(prog="./dev test", description=__doc__)
    parser.add_argument("--build", default="build/dev", help="the build tree")
    parser.add_argument("--label", help="only tests with this label")
    parser.add_argument("--without-label", help="only tests without this label")
    parser.add_argument("--no-broker", action="store_true", help="start no Kafka broker: what needs one skips itself")
    parser.add_argument("--jobs", type=int, default=int(os.environ.get("PARCOURS_JOBS", os.cpu_count() or 1)))
    parser.add_argument("--slower", type=float, default=1, help="multiplies the time each binary may take")
    parser.add_argument("names", nargs="*", help="only tests whose name holds one of these")
    return parser.parse_args()


def main():
    given = parsed_arguments()
    tests = listed_tests(given.build, given.names, given.label)
    tests = [test for test in tests if given.without_label not in test.labels]
    if not tests:
        print("no test matches", file=sys.stderr)
        return 2 if given.names else 0
    times_file = pathlib.Path(given.build) / "test_times.json"
    times = json.loads(times_file.read_text()) if times_file.exists() else {}
    tests.sort(key=lambda t: -times.get(t.name, t.timeout_s))
    for test in tests:
        test.timeout_s *= given.slower
    broker = Broker(any("needs_kafka" in t.labels for t in tests), not given.no_broker)
    failures, skips, passed, of_kafka = [], [], [0], {"passed": 0, "failed": 0, "skipped": 0}

    def report(test, outcome):
        times[test.name] = outcome.seconds
        passed[0] += outcome.passed
        failures.extend((f"{test.name}: {case}", text) for case, text in outcome.failed)
        if "needs_kafka" in test.labels:
            for name, count in zip(of_kafka, (outcome.passed, len(outcome.failed), len(outcome.skipped))):
                of_kafka[name] += count
        skips.extend((f"{test.name}: {case}", reason) for case, reason in outcome.skipped)
        word = "FAILED" if outcome.failed else "ok"
        print(f"{word:6} {test.name}: {outcome.passed} passed, {len(outcome.failed)} failed, "
              f"{len(outcome.skipped)} skipped ({outcome.seconds:.1f} s)", flush=True)

    scratch = tempfile.mkdtemp(prefix="parcours-test-")
    try:
        run_all(tests, max(1, given.jobs), scratch, environment_for(broker), report)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        broker.stop()
    for case, text in failures:
        print(f"\nFAILED {case}\n{text}")
    for case, reason in skips:
        print(f"skipped {case}: {reason}")
    times_file.write_text(json.dumps(times))
    summary = {"passed": passed[0], "failed": len(failures), "skipped": len(skips), "needs_kafka": of_kafka}
    (pathlib.Path(given.build) / "test_summary.json").write_text(json.dumps(summary))
    print(f"{passed[0]} passed, {len(failures)} failed, {len(skips)} skipped", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
