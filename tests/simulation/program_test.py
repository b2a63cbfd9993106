# SPDX-License-Identifier: Apache-2.0
"""What parcours-simulate answers to the shell: 0 where all holds, 3 and a seed where not, 2 to a wrong name."""

import os
import re
import subprocess
import sys

PROGRAM = os.path.join(os.environ["PARCOURS_BIN_DIR"], "parcours-simulate")


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


def expect(holds, what, said):
    if not holds:
        print(f"{what}:\n{said}")
        sys.exit(1)


def main():
    code, said = run("--seeds", "20")
    expect(code == 0 and re.search(r"20 seeds .* \d+ seeds/s", said), "20 seeds were to hold", said)
    code, said = run("--seeds", "200", "--mutant", "states_not_rolled_back")
    found = re.search(r"seed (\d+) fails", said)
    expect(code == 3 and found and "VIOLATION" in said, "a planted mistake was to be found", said[-2000:])
    code, again = run("--seed", found[1], "--mutant", "states_not_rolled_back")
    expect(code == 3 and "VIOLATION" in again, "the same seed was to fail again", again[-2000:])
    code, said = run("--mutant", "no_such_mistake")
    expect(code == 2 and "states_not_rolled_back" in said, "the mistakes were to be listed", said)


if __name__ == "__main__":
    main()
