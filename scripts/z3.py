#!/usr/bin/env python3
"""Puts the pinned libz3 into .z3/lib, where the build looks for it first.

The library comes out of the wheel `z3-solver` of the Python package index, fetched with pip. Does nothing if it
is there already. Without pip or network, a libz3 of the system is good enough: then this says so and goes on.
Ends with 1, and one line that says what to type, if there is neither, or no C compiler to link with.
"""
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile

VERSION = "5.3.3.0"
PROJECT = pathlib.Path(__file__).resolve().parent.parent
TARGET = PROJECT / ".z3" / "lib"
LIBRARY = "libz3.dylib" if platform.system() == "Darwin" else "libz3.so"


def fetch(scratch: pathlib.Path) -> pathlib.Path:
    """Downloads the wheel into the folder `scratch`; the error of pip, if any, is a `RuntimeError`."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--retries", "2", "--only-binary=:all:", "--dest", str(scratch), f"z3-solver=={VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(reason(done.stderr))
    wheels = list(scratch.glob("*.whl"))
    if not wheels:
        raise RuntimeError("pip downloaded nothing")
    return wheels[0]


def reason(complaint: str) -> str:
    """What pip complains of, in a few words."""
    if "No module named pip" in complaint:
        return "Python has no pip"
    if "CERTIFICATE_VERIFY_FAILED" in complaint:
        return "the certificate of the package index is not trusted here"
    if "connection broken" in complaint or "Could not fetch URL" in complaint:
        return "the package index cannot be reached"
    if "No matching distribution" in complaint:
        return f"the package index has none for Python {platform.python_version()} on {platform.platform()}"
    return (complaint.strip().splitlines() or ["pip gave no reason"])[-1]


def unpack(wheel: pathlib.Path, folder: pathlib.Path) -> None:
    """Copies the library out of the wheel. Its copies under other names become links to the first."""
    with zipfile.ZipFile(wheel) as archive:
        names = sorted((n for n in archive.namelist() if "/lib/libz3." in n), key=lambda n: (len(n), n))
        if not names:
            raise RuntimeError(f"there is no libz3 in {wheel.name}")
        first = pathlib.PurePath(names[0]).name
        (folder / first).write_bytes(archive.read(names[0]))
        for other in {pathlib.PurePath(n).name for n in names[1:]} - {first}:
            (folder / other).symlink_to(first)
    (folder / "VERSION").write_text(VERSION + "\n")


def install() -> None:
    """Fetches into a folder beside the target and then puts it in place, so that no half of it is ever there."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET.parent) as scratch:
        folder = pathlib.Path(scratch) / "lib"
        folder.mkdir()
        unpack(fetch(pathlib.Path(scratch)), folder)
        if TARGET.exists():
            shutil.rmtree(TARGET)
        os.replace(folder, TARGET)


def installed() -> bool:
    """True if the pinned version stands in `.z3/lib`, or the environment names a folder that has another one."""
    named = os.environ.get("Z3_LIBRARY_PATH_OVERRIDE")
    if named and (pathlib.Path(named) / LIBRARY).exists():
        return True
    stamp = TARGET / "VERSION"
    return stamp.exists() and stamp.read_text().strip() == VERSION and (TARGET / LIBRARY).exists()


def of_the_system() -> bool:
    """True if the C compiler finds a libz3 without our help."""
    found = subprocess.run(["cc", f"-print-file-name={LIBRARY}"], capture_output=True, text=True)
    return found.stdout.strip() not in ("", LIBRARY)


def main() -> None:
    if shutil.which("cc") is None:
        sys.exit("z3.py: there is no C compiler to link with; type: apt-get install -y build-essential")
    if installed():
        return
    try:
        install()
        print(f"z3.py: Z3 {VERSION} is in {TARGET.relative_to(PROJECT)}")
    except (RuntimeError, OSError, zipfile.BadZipFile) as problem:
        if not of_the_system():
            package = "python3-pip" if "no pip" in str(problem) else "libz3-dev"
            sys.exit(f"z3.py: Z3 {VERSION} could not be fetched ({problem}); type: apt-get install -y {package}")
        print(f"z3.py: Z3 {VERSION} could not be fetched ({problem}); going on with the system's", file=sys.stderr)


if __name__ == "__main__":
    main()
