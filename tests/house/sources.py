# SPDX-License-Identifier: Apache-2.0
"""Which files belong to the project, for the checks of this folder."""

import pathlib
import shutil
import subprocess

NOT_OURS = {"build", ".deps", ".cache", ".git", "__pycache__"}


def project_files(root):
    """Paths from the root, as strings: what git knows or would add; without git, everything that is not built."""
    listed = None
    if shutil.which("git") and (root / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                cwd=root, capture_output=True, check=False)
    if listed and listed.returncode == 0:
        names = [n.decode() for n in listed.stdout.split(b"\0") if n]
    else:
        names = [str(p.relative_to(root)) for p in root.rglob("*")
                 if not NOT_OURS.intersection(p.relative_to(root).parts)]
    return sorted({n for n in names if (root / n).is_file()})


def text_of(root, name):
    """The file's text, or nothing where it is not text."""
    try:
        return pathlib.Path(root, name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
