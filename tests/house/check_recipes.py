# SPDX-License-Identifier: Apache-2.0
"""The recipes of CONTRIBUTING.md, counted: example changes that add an event, a command, a field and a projection.

Each still applies to this tree, and touches at most three files beside tests, charters, golden files and generated pages.
`--build` also builds each in a copy of the tree, which takes long. Exit code 0: all hold.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECIPES = ROOT / "tests" / "house" / "recipes"
FILES_MAX = 3
BESIDE = ("tests/", "charters/", "docs/")


def files_of(patch):
    return re.findall(r"^\+\+\+ b/(.+)$", patch.read_text(), re.MULTILINE)


def applies(patch):
    ran = subprocess.run(["git", "apply", "--check", "-C1", str(patch)], cwd=ROOT, capture_output=True, text=True,
                         check=False)
    return ran.returncode == 0, ran.stderr.strip()


def builds(patch):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "tree"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("build", ".git", ".cache", ".deps"))
        subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
        subprocess.run(["git", "apply", "-C1", str(patch)], cwd=copy, check=True)
        subprocess.run(["cmake", "--preset", "dev"], cwd=copy, check=True, stdout=subprocess.DEVNULL)
        ran = subprocess.run(["cmake", "--build", "build/dev", "--target", "events", "commands", "projections"], cwd=copy,
                             check=False, stdout=subprocess.DEVNULL)
        return ran.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", action="store_true", help="build each in a copy of the tree")
    given = parser.parse_args()
    faults = 0
    recipes = sorted(RECIPES.glob("*.patch"))
    if len(recipes) < 4:
        print(f"{RECIPES}: there should be an event, a command, a field and a projection")
        faults += 1
    for patch in recipes:
        counted = [f for f in files_of(patch) if not f.startswith(BESIDE)]
        good, why = applies(patch)
        if not good:
            print(f"{patch.name} does not apply any more; write it anew after the recipe:\n{why}")
        elif len(counted) > FILES_MAX:
            print(f"{patch.name} touches {len(counted)} files: {', '.join(counted)}")
        elif given.build and not builds(patch):
            print(f"{patch.name} does not build")
        else:
            print(f"{patch.stem}: {len(counted)} files: {', '.join(counted)}")
            continue
        faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
