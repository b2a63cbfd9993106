# SPDX-License-Identifier: Apache-2.0
"""clang-tidy on the sources that the last 30 commits changed, the newest change first, or on all of them."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMITS = 30


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")


def changed_files():
    """What the last commits changed, the newest change first; what is not committed comes before it."""
    shallow = git("rev-parse", "--is-shallow-repository")[0] == "true"
    if shallow:
        return [f for f in git("ls-files") if f]
    names = git("diff", "--name-only", "HEAD") + git("log", "--first-parent", f"-{COMMITS}", "--name-only", "--format=")
    return list(dict.fromkeys(f for f in names if f))


def sources_for(changed, compiled):
    """The changed sources, and for each changed header one source that includes it, in the order given."""
    chosen = dict.fromkeys(f for f in changed if f in compiled)
    texts = {f: (ROOT / f).read_text(errors="replace") for f in compiled if (ROOT / f).exists()}
    for header in (f for f in changed if f.endswith(".hpp")):
        includers = [f for f, text in sorted(texts.items()) if re.search(rf'#include "{re.escape(header)}"', text)]
        own = str(pathlib.Path(header).with_suffix(".cpp"))
        if own in compiled:
            chosen[own] = None
        elif includers and not any(f in chosen for f in includers):
            chosen[includers[0]] = None
    return list(chosen)


def lint(build, source, end):
    """The source, the exit code (None: no time was left for it), and what clang-tidy said."""
    if end is not None and time.monotonic() > end:
        return source, None, ""
    done = subprocess.run(["clang-tidy-16", "-p", build, "--quiet", source], cwd=ROOT, capture_output=True, text=True)
    return source, done.returncode, done.stdout + (done.stderr if done.returncode and not done.stdout else "")


def main():
    parser = argparse.ArgumentParser(prog="./dev lint", description=__doc__)
    parser.add_argument("--build", default="build/tidy")
    parser.add_argument("--all", action="store_true", help="every source")
    parser.add_argument("--seconds", type=float, help="begin no other source after so long, and say how many were left")
    parser.add_argument("files", nargs="*", help="only these sources")
    given = parser.parse_args()
    commands = json.loads((ROOT / given.build / "compile_commands.json").read_text())
    compiled = {os.path.relpath(c["file"], ROOT) for c in commands}
    compiled = {f for f in compiled if not f.startswith("build/") and not f.startswith("..")}
    if given.files:
        sources = sorted(compiled & set(given.files))
    else:
        sources = sorted(compiled) if given.all else sources_for(changed_files(), compiled)
    failed, left = 0, []
    end = time.monotonic() + given.seconds if given.seconds else None
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("PARCOURS_JOBS", os.cpu_count() or 1))) as pool:
        for source, code, text in pool.map(lambda s: lint(given.build, s, end), sources):
            if code is None:
                left.append(source)
            elif code:
                failed += 1
                print(f"{source}:\n{text}", flush=True)
    if left:
        print(f"lint: no time for {len(left)} sources, changed longest ago: {' '.join(left[:10])}"
              f"{' …' if len(left) > 10 else ''}; ./dev lint --all looks at everything")
    print(f"lint: {len(sources) - len(left)} sources, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
