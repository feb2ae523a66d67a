#!/usr/bin/env python3
"""Puts the pinned libz3 into .z3/lib, where the build looks for it first.

The library comes out of the wheel `z3-solver` of the Python package index. Does nothing when it is
there already. Without pip or network, a libz3 of the system is good enough: then say so and go on.
"""
import glob
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

VERSION = "5.3.3.0"
TARGET = pathlib.Path(__file__).resolve().parent.parent / ".z3" / "lib"


def fetch(folder: pathlib.Path) -> None:
    """Downloads the wheel and unpacks its library into `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--only-binary=:all:", "--dest", scratch, f"z3-solver=={VERSION}"],
            check=True,
        )
        (wheel,) = glob.glob(os.path.join(scratch, "*.whl"))
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if "/lib/libz3" in n]
            if not names:
                sys.exit(f"z3.py: no libz3 in {os.path.basename(wheel)}")
            first = sorted(names, key=len)[0]
            (folder / os.path.basename(first)).write_bytes(archive.read(first))
            for other in names:
                link = folder / os.path.basename(other)
                if not link.exists():
                    link.symlink_to(os.path.basename(first))


def installed() -> bool:
    """True if the pinned version stands in `.z3/lib`."""
    stamp = TARGET / "VERSION"
    return stamp.exists() and stamp.read_text().strip() == VERSION and bool(glob.glob(str(TARGET / "libz3.*")))


def main() -> None:
    if installed():
        return
    try:
        fetch(TARGET)
        (TARGET / "VERSION").write_text(VERSION + "\n")
        print(f"z3.py: Z3 {VERSION} is in {TARGET.relative_to(TARGET.parent.parent)}")
    except (subprocess.CalledProcessError, OSError) as problem:
        print(f"z3.py: the pinned Z3 could not be fetched ({problem}).", file=sys.stderr)
        print("z3.py: going on with the system's libz3; if there is none, type: apt-get install libz3-dev", file=sys.stderr)


if __name__ == "__main__":
    main()
