"""The recipes of packaging/ name what the library needs, and its version."""

import ast
import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VCPKG = json.loads((ROOT / "packaging" / "vcpkg" / "vcpkg.json").read_text(encoding="utf-8"))
CONAN = ROOT / "packaging" / "conan" / "conanfile.py"
BOOST_LIBRARIES = {"pending": "graph"}  # folders of headers that are not called as their library is


def names(dependencies: list) -> set[str]:
    return {entry if isinstance(entry, str) else entry["name"] for entry in dependencies}


def sources(*folders: str) -> str:
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.[hc]pp")]
    assert len(files) > 100
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_vcpkg_has_the_version_of_the_project():
    assert VCPKG["name"] == PROJECT["name"]
    assert VCPKG["version-semver"] == PROJECT["version"]


def test_vcpkg_names_every_library_of_boost_that_is_included():
    folders = set(re.findall(r"#include <boost/([a-z_]+)", sources("include", "src")))
    needed = {"boost-" + BOOST_LIBRARIES.get(folder, folder).replace("_", "-") for folder in folders}
    assert {name for name in names(VCPKG["dependencies"]) if name.startswith("boost-")} == needed


def test_vcpkg_names_what_cmake_looks_for():
    ports = {
        "Boost": set(),  # by library, above
        "CLI11": {"cli11"},
        "Coin": {"coin-or-cbc", "coin-or-clp"},
        "Eigen3": {"eigen3"},
        "LibCsv": {"libcsv"},
        "TBB": {"tbb"},
        "fmt": {"fmt"},
        "nlohmann_json": {"nlohmann-json"},
        "tomlplusplus": {"tomlplusplus"},
    }
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    found = set(re.findall(r"find_package\((\w+)", text)) | set(
        re.findall(r"include\(cmake/(Coin|LibCsv)\.cmake", text)
    )
    assert found - {"Python", "pybind11"} == ports.keys()
    features = VCPKG["features"]
    named = (
        names(VCPKG["dependencies"]) | names(features["study"]["dependencies"]) | names(features["cli"]["dependencies"])
    )
    assert set().union(*ports.values()) == {
        name for name in named if not name.startswith(("boost-", "vcpkg-")) and name != "stemgewicht"
    }


def test_the_packages_of_the_conan_recipe_are_those_of_the_build():
    constants = {
        target.id: ast.literal_eval(node.value)
        for node in ast.parse(CONAN.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    packages = {
        line.partition("#")[0].strip() for line in (ROOT / "packages.txt").read_text(encoding="utf-8").splitlines()
    }
    assert constants["CORE"]
    assert set(constants["CORE"] + constants["STUDY"]) <= packages
    development = {name for name in packages if re.fullmatch(r"(lib|coinor-|nlohmann-).*-dev", name)}
    assert development - set(constants["CORE"] + constants["STUDY"]) == {
        "libbenchmark-dev",
        "libcli11-dev",
        "librapidcheck-dev",
    }


def test_a_version_is_told_in_one_way():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    assert re.search(r"^project\([^)]*VERSION (\S+)", text, re.MULTILINE)[1] == PROJECT["version"]
