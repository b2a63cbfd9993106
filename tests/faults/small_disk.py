# SPDX-License-Identifier: Apache-2.0
"""A file system of its own, as small as a test wants it, in a file."""

import contextlib
import os
import pathlib
import shutil
import subprocess


class SmallDisk:
    """Mounted at a folder; what lay there before is on it then."""

    def __init__(self, folder, mebibytes=256):
        self.folder, self.image = pathlib.Path(folder), pathlib.Path(str(folder) + ".image")
        with open(self.image, "wb") as file:
            file.truncate(mebibytes << 20)
        before = pathlib.Path(str(folder) + ".before")
        if self.folder.exists():
            self.folder.rename(before)
        self.folder.mkdir()
        subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", self.image], check=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.folder], check=True)
        (self.folder / "lost+found").rmdir()
        self.ballast = self.folder / "ballast"
        if before.exists():
            subprocess.run(["cp", "-a", f"{before}/.", self.folder], check=True)
            shutil.rmtree(before)

    def fill(self, leaving_kib):
        """Until no more than this is free."""
        free = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize
        with open(self.ballast, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(4096, free - max(leaving_kib << 10, 1 << 20)))
            if leaving_kib == 0:
                with contextlib.suppress(OSError):  # the last blocks, one by one
                    file.seek(0, os.SEEK_END)
                    while True:
                        os.write(file.fileno(), b"x" * 1024)

    def make_room(self):
        self.ballast.unlink()

    def remove(self):
        subprocess.run(["umount", "-l", self.folder], check=False)
        self.image.unlink(missing_ok=True)


def why_not():
    """Why no small disk can be had here; nothing where it can."""
    if os.geteuid() != 0:
        return "a small file system needs root"
    for program in ("mkfs.ext4", "losetup", "mount"):
        if not shutil.which(program):
            return f"there is no {program}"
    if subprocess.run(["losetup", "-f"], capture_output=True, check=False).returncode != 0:
        return "there is no loop device"
    return None
