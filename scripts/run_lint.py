# SPDX-License-Identifier: Apache-2.0
"""clang-tidy on the sources that the last 30 commits changed, or on all of them."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMITS = 30


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")


def changed_files():
    count = int(git("rev-list", "--count", "HEAD")[0])
    shallow = git("rev-parse", "--is-shallow-repository")[0] == "true"
    if shallow or count <= COMMITS:
        return set(git("ls-files"))
    return set(git("diff", "--name-only", f"HEAD~{COMMITS}"))


def sources_for(changed, compiled):
    """The changed sources, and for each changed header one source that includes it."""
    chosen = {f for f in changed if f in compiled}
    texts = {f: (ROOT / f).read_text(errors="replace") for f in compiled if (ROOT / f).exists()}
    for header in sorted(f for f in changed if f.endswith(".hpp")):
        includers = [f for f, text in sorted(texts.items()) if re.search(rf'#include "{re.escape(header)}"', text)]
        own = str(pathlib.Path(header).with_suffix(".cpp"))
        if own in compiled:
            chosen.add(own)
        elif includers and not any(f in chosen for f in includers):
            chosen.add(includers[0])
    return sorted(chosen)


def lint(build, source):
    done = subprocess.run(["clang-tidy-16", "-p", build, "--quiet", source], cwd=ROOT, capture_output=True, text=True)
    return source, done.returncode, done.stdout + (done.stderr if done.returncode and not done.stdout else "")


def main():
    parser = argparse.ArgumentParser(prog="./dev lint", description=__doc__)
    parser.add_argument("--build", default="build/tidy")
    parser.add_argument("--all", action="store_true", help="every source")
    parser.add_argument("files", nargs="*", help="only these sources")
    given = parser.parse_args()
    commands = json.loads((ROOT / given.build / "compile_commands.json").read_text())
    compiled = {os.path.relpath(c["file"], ROOT) for c in commands}
    compiled = {f for f in compiled if not f.startswith("build/") and not f.startswith("..")}
    if given.files:
        sources = sorted(compiled & set(given.files))
    else:
        sources = sorted(compiled) if given.all else sources_for(changed_files(), compiled)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("PARCOURS_JOBS", os.cpu_count() or 1))) as pool:
        for source, code, text in pool.map(lambda s: lint(given.build, s), sources):
            if code:
                failed += 1
                print(f"{source}:\n{text}", flush=True)
    print(f"lint: {len(sources)} sources, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
