#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The whole process measured over HTTP, against bare loops of its parts on the same machine.

A platform of some thousand people is lived in, then candidates apply, companions validate and recruiters answer as
fast as they may; what each is held against runs between them. The figures are medians, the goals are of ratios.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SENDING_LASTS = 2.2      # times the others: enough is sent for all that is answered afterwards
STOP_WITHIN_S = 60
VALIDATING_S_MAX = 3600

# name, measure, what it is held against, goal of the ratio (None: told), "most" where less is better
GOALS = [
    ("commands, 64 connections", "commands_64", "bare_group", 0.45),
    ("commands, 64 connections", "commands_64", "hello", 0.11),
    ("commands, 1 connection", "commands_1", "bare_one", 0.40),
    ("commands that make a key", "keys_64", "commands_64", 0.80),
    ("list of 50 with names", "lists_64", "bare_lists", 0.70),
    ("list of 50 with names", "lists_64", "hello", None),
    ("one detail", "details_64", "bare_details", 0.70),
    ("one detail", "details_64", "hello", None),
]
P99_MS_MAX = 10


class Platform:
    """A demo platform with people to act for."""

    def __init__(self, binaries, folder, options):
        self.binaries, self.options = binaries, options
        self.data, self.sessions = folder / "data", folder / "sessions"
        self.process = subprocess.Popen(
            [binaries / "parcours-demo", "--json", "--keep", "--port", "0", "--data", self.data, "--profile", "load",
             "--days", "10", "--sessions", self.sessions, "--sessions-count", "100000", "--memory-mib", "512",
             "--charter", "atouts-pour-tous"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True)
        told = self.process.stdout.readline()
        if not told:
            raise SystemExit("the demo did not come up")
        self.addresses = json.loads(told)
        recruiters = [line for line in self.sessions.read_text().splitlines() if line.startswith("recruiter ")]
        self.recruiters = folder / "recruiters"
        self.recruiters.write_text("\n".join(recruiters) + "\n")

    def load(self, work, seconds, *more, sessions=None, seed=[0]):
        seed[0] += 1
        return load(self.binaries, self.addresses["url"], "--work", work, "--seconds", seconds, "--seed", seed[0],
                    "--sessions", sessions or self.sessions, *more)

    def counted(self, name):
        with urllib.request.urlopen(self.addresses["operator_url"] + "/metrics") as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(name + " "):
                    return float(line.split()[1])
        return 0.0

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(STOP_WITHIN_S)


def load(binaries, url, *words):
    command = [binaries / "parcours-generate", "load", "--url", url, *[str(word) for word in words]]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ran.stdout)


def rate(report, kind):
    figures = report[kind]
    bad = {status: count for status, count in figures["statuses"].items() if status != "200"}
    if bad or report["broken"]:
        print(f"  not all were answered 200: {bad}, connections broken: {report['broken']}", file=sys.stderr)
    # What was refused costs less than what was done.
    return figures["statuses"].get("200", 0) / report["seconds"]


def measure_platform(binaries, folder, options):
    seconds, found = options.seconds, {}
    platform = Platform(binaries, folder, options)
    try:
        found["keys_64"] = rate(platform.load("send", seconds * SENDING_LASTS), "commands")
        found["validate_64"] = rate(platform.load("validate", VALIDATING_S_MAX), "commands")
        before = platform.counted("parcours_log_syncs")
        answered = platform.load("answer", seconds)
        found["group"] = answered["commands"]["count"] / max(1.0, platform.counted("parcours_log_syncs") - before)
        found["commands_64"] = rate(answered, "commands")
        found["commands_1"] = rate(platform.load("answer", seconds, "--connections", 1), "commands")
        half = platform.load("answer", seconds, "--rate", found["commands_64"] / 2)
        found["half_load"], found["p99_ms"] = rate(half, "commands"), half["commands"]["p99_ms"]
        lists = ["--commands", 0, "--read", "/v1/applications?limit=50"]
        found["lists_64"] = rate(platform.load("mixed", seconds, *lists, sessions=platform.recruiters), "reads")
        found["details_64"] = rate(platform.load("detail", seconds, sessions=platform.recruiters), "reads")
    finally:
        platform.stop()
    ran = subprocess.run([binaries / "parcours-bench-reads", "--data", platform.data, "--sessions", platform.recruiters,
                          "--memory-mib", "512", "--seconds", str(seconds)],
                         cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    bare = json.loads(ran.stdout)
    found["bare_lists"], found["bare_details"] = bare["lists_per_second"], bare["details_per_second"]
    return found


def measure_hello(binaries, seconds):
    server = subprocess.Popen([binaries / "parcours-bench-hello"], stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        return rate(load(binaries, url, "--work", "hello", "--seconds", seconds), "reads")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(STOP_WITHIN_S)


def measure_bare(binaries, group):
    ran = subprocess.run([binaries / "parcours-bench", "--json", "bare.commits"], stdout=subprocess.PIPE, text=True,
                         check=True, env={**os.environ, "PARCOURS_BENCH_GROUP": str(max(1, round(group)))})
    by_name = {one["name"]: one["value"] for one in map(json.loads, ran.stdout.splitlines())}
    return {"bare_group": by_name["bare.commits.group"], "bare_one": by_name["bare.commits.one"]}


def measure_once(binaries, options):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="parcours-bench-"))
    try:
        found = measure_platform(binaries, folder, options)
        found["hello"] = measure_hello(binaries, options.seconds)
        found.update(measure_bare(binaries, found["group"]))
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def rows(runs):
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, measured, of, goal in GOALS:
        ratio = statistics.median(run[measured] / run[of] for run in runs)
        yield {"name": name, "value": median[measured], "unit": "/s", "of": of, "of_value": median[of], "ratio": ratio,
               "goal": goal, "met": None if goal is None else ratio >= goal}
    yield {"name": "commands at half that load, p99", "value": median["p99_ms"], "unit": "ms", "of": None,
           "of_value": median["half_load"], "ratio": None, "goal": P99_MS_MAX, "met": median["p99_ms"] <= P99_MS_MAX}
    yield {"name": "commits of one sync", "value": median["group"], "unit": "", "of": None, "of_value": None,
           "ratio": None, "goal": None, "met": None}


def shown(value, form):
    return "" if value is None else format(value, form)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build/release", help="tree with the programs (build/release)")
    parser.add_argument("--seconds", type=float, default=20, help="of each run (20)")
    parser.add_argument("--runs", type=int, default=3, help="of the whole; medians count (3)")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each figure")
    options = parser.parse_args()
    binaries = ROOT / options.build / "bin"
    runs = []
    for number in range(options.runs):
        runs.append(measure_once(binaries, options))
        print(f"run {number + 1}: " + json.dumps({k: round(v, 2) for k, v in runs[-1].items()}), file=sys.stderr)
    if not options.json:
        print(f"{'name':<34}{'value':>10} {'':<4}{'of':<14}{'its value':>10}{'ratio':>8}{'goal':>7} met")
    for row in rows(runs):
        if options.json:
            print(json.dumps(row))
            continue
        met = {True: "yes", False: "no", None: ""}[row["met"]]
        print(f"{row['name']:<34}{row['value']:>10.1f} {row['unit']:<4}{row['of'] or '':<14}"
              f"{shown(row['of_value'], '.1f'):>10}{shown(row['ratio'], '.3f'):>8}{shown(row['goal'], 'g'):>7} {met}")


if __name__ == "__main__":
    main()
