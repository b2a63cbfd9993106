# SPDX-License-Identifier: Apache-2.0
"""Holds every include against the table in layers.py, and says what may not stand where.

Exit code 0: all is well; 1: something is not. `--self-test` plants violations and expects each to be found.
"""

import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import layers  # noqa: E402
from sources import project_files, text_of  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
ROOT = pathlib.Path(__file__).resolve().parents[2]


def within(name, folder):
    """Whether a path is in a folder, or is a file that the folder's name begins (events/cell: events/cell.cpp)."""
    return name == folder or name.startswith(folder + "/") or name.startswith(folder + ".")


def longest(name, prefixes, holds):
    return max((p for p in prefixes if holds(name, p)), key=len, default=None)


def folder_of(name):
    return longest(name, layers.FOLDERS, within)


def check_ours(name, included):
    """An include between quotes."""
    if ".." in included.split("/"):
        return "includes are written from the root, never with .."
    folder, target = folder_of(name), longest(included, layers.ALL, within)
    if target is None:
        return f"{included} is no folder of the project; a library stands between < and >"
    if within(included, folder) or any(within(included, allowed) for allowed in layers.FOLDERS[folder]):
        return None
    return f"{folder}/ may not include {included}"


def check_vendor(name, included):
    """An include between angle brackets."""
    folder = folder_of(name)
    if "/" not in included and "." not in included:
        allowed = layers.IMPURE.get(included)
        if allowed and not any(within(name, a) for a in allowed):
            return f"{folder}/ may not include <{included}>: it would not be pure"
        return None
    everywhere = any(included.startswith(e) for e in layers.EVERYWHERE)
    vendor = longest(included, layers.VENDORS, str.startswith)
    if not everywhere:
        allowed = layers.VENDORS[vendor] if vendor else layers.SYSTEM
        if not any(within(name, a) for a in allowed):
            return f"{folder}/ may not include <{included}> (only {', '.join(allowed)})"
        if not vendor:
            return None
    if name.endswith(".hpp") and not within(name, "tests"):
        shown = longest(included, layers.IN_HEADERS, str.startswith)
        if not shown or not any(within(name, a) for a in layers.IN_HEADERS[shown]):
            return f"<{included}> belongs in a .cpp file, not in a header"
    return None


def findings(root):
    for name in project_files(root):
        if not name.endswith((".cpp", ".hpp")):
            continue
        if folder_of(name) is None:
            yield f"{name}:1: no folder of the architecture holds this file (tests/house/layers.py)"
            continue
        for number, line in enumerate(text_of(root, name).splitlines(), 1):
            if match := INCLUDE.match(line):
                check = check_ours if match[1] == '"' else check_vendor
                if said := check(name, match[2]):
                    yield f"{name}:{number}: {said}"


PLANTED = {
    "commands/record.cpp": ('#include "projections/projection.hpp"',
                            "commands/record.cpp:1: commands/ may not include projections/projection.hpp"),
    "events/a.cpp": ('#include "../commands/a.hpp"',
                     "events/a.cpp:1: includes are written from the root, never with .."),
    "events/b.cpp": ('#include "frame.hpp"',
                     "events/b.cpp:1: frame.hpp is no folder of the project; a library stands between < and >"),
    "events/c.cpp": ("#include <cereal/cereal.hpp>",
                     "events/c.cpp:1: events/ may not include <cereal/cereal.hpp> (only events/codec)"),
    "projections/d.cpp": ("#include <rocksdb/db.h>",
                          "projections/d.cpp:1: projections/ may not include <rocksdb/db.h> "
                          "(only infra/rocksdb, infra/journal, infra/embedded, infra/tables, infra/vault, tests/infra, "
                          "tests/benchmarks)"),
    "infra/tables/e.hpp": ("#include <rocksdb/db.h>",
                           "infra/tables/e.hpp:1: <rocksdb/db.h> belongs in a .cpp file, not in a header"),
    "infra/vault/f.cpp": ('#include "infra/kafka/a.hpp"',
                          "infra/vault/f.cpp:1: infra/vault/ may not include infra/kafka/a.hpp"),
    "commands/g.cpp": ("#include <random>", "commands/g.cpp:1: commands/ may not include <random>: it would not be pure"),
    "events/h.cpp": ("#include <unistd.h>",
                     "events/h.cpp:1: events/ may not include <unistd.h> (only infra, replay_tools, tests)"),
    "loose/i.cpp": ("", "loose/i.cpp:1: no folder of the architecture holds this file (tests/house/layers.py)"),
    "events/codec/fine.hpp": ("#include <cereal/cereal.hpp>\n#include <vector>\n#include <tl/expected.hpp>", None),
    "events/cell.cpp": ('#include "events/cell.hpp"\n#include <sodium.h>', None),
    "infra/processes/fine.cpp": ('#include "commands/a.hpp"\n#include "infra/kafka/log.hpp"', None),
    "tests/events/fine.cpp": ('#include "infra/kafka/log.hpp"\n#include <gtest/gtest.h>', None),
}


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, (text, _) in PLANTED.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text + "\n")
        expected = sorted(said for _, said in PLANTED.values() if said)
        found = sorted(findings(root))
        for line in sorted(set(expected) ^ set(found)):
            print(("not found: " if line in expected else "found for nothing: ") + line)
        return 0 if found == expected else 1


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    found = list(findings(ROOT))
    print("\n".join(found) or "every include may stand where it stands")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
