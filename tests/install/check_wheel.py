#!/usr/bin/env python3
"""Makes a wheel by scripts/make_wheel, and runs it where nothing is but Python: in a bare virtual environment, with no
variables, and with the system's own copies of the libraries hidden.

    check_wheel.py --work DIR --command PROGRAM     PROGRAM: the command line as CMake builds it, for comparison
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "build" / "venv"
SECONDS = 10.0  # for installing and the first answer, of processor time: other tests may run beside this one
FROM_SYSTEM = re.compile(
    r"(linux-vdso|ld-linux.*|libc|libm|libdl|librt|libpthread|libgcc_s|libstdc\+\+|libz)\.so.*|/.*/ld-linux.*"
)
OPTIONS = ("options", "drechtsteden-2018", "--format", "csv")
SOLVERS = """
import stemgewicht as sg
rule = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=12)
print(sg.nucleolus(rule).round(6).tolist(), sg.minimum_sum_representation(rule).sum)
"""


def run(*arguments: str | Path, **options: object) -> str:
    done = subprocess.run([str(part) for part in arguments], stdout=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        shown = " ".join(map(str, arguments)).rpartition(" -- ")[2]
        sys.exit(f"{shown}: status {done.returncode}\n{done.stdout}")
    return done.stdout


def require(truth: bool, text: str) -> None:
    if not truth:
        sys.exit(f"check_wheel: {text}")


def clock() -> tuple[float, float]:
    """Seconds by the wall, and of processor time of all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic(), used.ru_utime + used.ru_stime


def took(begin: tuple[float, float], end: tuple[float, float]) -> str:
    return f"{end[0] - begin[0]:.1f} s ({end[1] - begin[1]:.1f} s of processor time)"


def check_content(wheel: Path) -> list[str]:
    """The names of the libraries inside. The wheel has all files of the package, the command, and licences."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    package = ROOT / "bindings" / "stemgewicht"
    for file in package.rglob("*"):
        if file.suffix in {".py", ".pyi", ".typed"}:
            name = f"stemgewicht/{file.relative_to(package).as_posix()}"
            require(name in names, f"{name} is missing")
    for pattern in (r"stemgewicht/_core\..*\.so", r".*\.data/scripts/stemgewicht", r".*/licenses/LICENSE"):
        require(any(re.fullmatch(pattern, name) for name in names), f"no file {pattern}")
    for text in ("libraries/libcsv3", "libraries/common/LGPL-2.1"):
        require(any(name.endswith(f".dist-info/licenses/{text}") for name in names), f"no licence {text}")
    return [Path(name).name for name in names if re.fullmatch(r"stemgewicht\.libs/.+", name)]


def hiding(libraries: list[str]) -> list[str]:
    """What a command is called by so that the system's copies of the libraries are empty files for it; nothing where
    that is not allowed."""
    files = set()
    for library in libraries:
        stem = re.sub(r"-[0-9a-f]{8}\.so.*", "", library)
        files |= {file.resolve() for file in Path("/usr/lib").glob(f"*-linux-gnu*/**/{stem}.so.*")}
    mounts = " && ".join(f"mount --bind /dev/null '{file}'" for file in sorted(files))
    inside = ["bash", "-c", f'{mounts} && exec "$@"', "--"]
    for how in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        if (
            shutil.which("unshare")
            and not subprocess.run([*how, *inside, "true"], check=False, stderr=subprocess.DEVNULL).returncode
        ):
            seen = subprocess.run(
                [*how, *inside, sys.executable, "-c", "import ctypes; ctypes.CDLL('libCbc.so.3')"],
                check=False,
                stderr=subprocess.DEVNULL,
            )
            require(seen.returncode != 0, "the system's libraries were not hidden")
            print(f"hidden: {len(files)} libraries of the system")
            return [*how, *inside]
    print("hidden: nothing, as namespaces are not allowed here; what the loader finds is checked all the same")
    return []


def check_libraries(site: Path, bare: list[str]) -> None:
    """The loader finds all that is no part of glibc and of the compiler's runtime inside the installed wheel."""
    files = [file for file in site.glob("stemgewicht*/**/*") if file.is_file() and file.read_bytes()[:4] == b"\x7fELF"]
    require(len(files) > 2, f"no libraries in {site}")
    for file in files:
        for line in run(*bare, "ldd", file).splitlines():
            name, _, place = line.strip().partition(" => ")
            place = place.split(" (")[0]
            inside = Path(place).resolve().is_relative_to(site.resolve())
            require(inside or bool(FROM_SYSTEM.fullmatch(name.split(" (")[0])), f"{file.name} takes {line.strip()}")


def fitting(folder: Path, **variables: str) -> str:
    """What examples/run would install from the folder."""
    script = f'source "{ROOT}/scripts/setup.sh" && fitting_wheel "{folder}"'
    return run("bash", "-euc", script, env=os.environ | {"STEMGEWICHT_FROM_SOURCE": ""} | variables).strip()


def check_choice(wheel: Path) -> None:
    """A wheel is taken where it is made of the sources as they are, and pip takes it."""
    folder = wheel.parent
    require(fitting(folder) == str(wheel), "a new wheel is not taken")
    require(fitting(folder, STEMGEWICHT_FROM_SOURCE="1") == "", "a wheel is taken though it must be from the sources")
    record = wheel.with_name(f"{wheel.name}.sha256")
    text = record.read_text()
    record.write_text(text.replace(text[:8], "00000000", 1))
    require(fitting(folder) == "", "a wheel of other sources is taken")
    record.unlink()
    require(fitting(folder) == "", "a wheel of unknown sources is taken")
    foreign = wheel.rename(wheel.with_name(re.sub("cp3[0-9]+", "cp310", wheel.name)))
    foreign.with_name(f"{foreign.name}.sha256").write_text(text.replace(wheel.name, foreign.name))
    require(fitting(folder) == "", "a wheel for another Python is taken")
    foreign.rename(wheel)
    foreign.with_name(f"{foreign.name}.sha256").unlink()
    record.write_text(text)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--command", type=Path, required=True)
    arguments = parser.parse_args()
    work = arguments.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)

    begin = clock()
    run(ROOT / "scripts" / "make_wheel", "--output", work / "dist")
    (wheel,) = (work / "dist").glob("*.whl")
    print(f"made: {wheel.name}, {wheel.stat().st_size / 1e6:.1f} MB, {took(begin, clock())}")
    libraries = check_content(wheel)
    check_choice(wheel)

    # NumPy, which is no library of the wheel, is fetched before the clock runs.
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    (numpy,) = (entry for entry in groups["test"] if entry.startswith("numpy=="))
    run(
        VENV / "bin" / "python",
        "-m",
        "pip",
        "download",
        "--quiet",
        "--only-binary=:all:",
        "--dest",
        work / "numpy",
        numpy,
    )
    run(VENV / "bin" / "python", "-m", "venv", work / "venv")
    bare = [*hiding(libraries), "env", "-i", f"PATH={work}/venv/bin:/usr/bin:/bin", f"HOME={work}"]

    begin = clock()
    run(*bare, "pip", "install", "--quiet", "--no-index", "--find-links", work / "numpy", wheel)
    installed = clock()
    answer = run(*bare, "stemgewicht", *OPTIONS)
    end = clock()
    print(f"installed: {took(begin, installed)}; options: {took(installed, end)}")
    require(answer == run(arguments.command, *OPTIONS), "the wheel's command answers otherwise than that of CMake")
    solved = run(*bare, "python", "-c", SOLVERS).strip()
    require(solved == "[0.25, 0.25, 0.25, 0.125, 0.125, 0.0] 8", f"the solvers answer {solved}")
    (site,) = (work / "venv" / "lib").glob("python3*/site-packages")
    check_libraries(site, bare)
    require(end[1] - begin[1] < SECONDS, f"installing and the first answer took {took(begin, end)}, not {SECONDS:g} s")


if __name__ == "__main__":
    main()
