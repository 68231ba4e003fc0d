"""Conan recipe of the C++ library, from the sources that it stands among:

conan create packaging/conan --build=missing -s compiler.cppstd=20
"""

import re
from pathlib import Path

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy
from conan.tools.system.package_manager import Apt

CORE = ["libboost-dev", "libeigen3-dev", "libtbb-dev"]
STUDY = [
    "coinor-libcbc-dev",
    "coinor-libclp-dev",
    "libcsv-dev",
    "libfmt-dev",
    "libtomlplusplus-dev",
    "nlohmann-json3-dev",
]


class Stemgewicht(ConanFile):
    name = "stemgewicht"
    description = "Voting power and the risk of being outvoted on boards that vote by weight"
    license = "MIT"
    topics = ("voting power", "weighted voting", "simple games")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {  # noqa: RUF012 - as Conan reads it
        "shared": [True, False],
        "fPIC": [True, False],
        "study": [True, False],  # stemgewicht::study
        "system_packages": [True, False],  # what is needed comes from Debian or Ubuntu, not from Conan Center
    }
    default_options = {"shared": False, "fPIC": True, "study": False, "system_packages": False}  # noqa: RUF012
    implements = ["auto_shared_fpic"]  # noqa: RUF012

    @property
    def _sources(self) -> Path:
        return Path(self.recipe_folder).parents[1]

    def set_version(self) -> None:
        text = (self._sources / "CMakeLists.txt").read_text(encoding="utf-8")
        self.version = re.search(r"^project\([^)]*VERSION (\S+)", text, re.MULTILINE)[1]

    def export_sources(self) -> None:
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "examples/boards/*", "include/*", "src/*"):
            copy(self, pattern, self._sources, self.export_sources_folder)

    def layout(self) -> None:
        cmake_layout(self)

    def validate(self) -> None:
        check_min_cppstd(self, 20)
        if self.settings.compiler == "msvc":
            raise ConanInvalidConfiguration("compiler: must be one with integers of 128 bits (GCC, Clang), got msvc")
        if self.options.study and not self.options.system_packages:
            raise ConanInvalidConfiguration("study=True: must be with system_packages=True: Conan Center has no libcsv")

    def system_requirements(self) -> None:
        if self.options.system_packages:
            Apt(self).install(CORE + STUDY if self.options.study else CORE, check=True)

    def requirements(self) -> None:
        if not self.options.system_packages:
            self.requires("boost/[>=1.74]", options={"header_only": True}, transitive_headers=True)
            self.requires("eigen/[>=3.4]", transitive_headers=True)
            self.requires("onetbb/[>=2021.5]", transitive_headers=True, transitive_libs=True)

    def generate(self) -> None:
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["STEMGEWICHT_BUILD_STUDY"] = bool(self.options.study)
        toolchain.cache_variables["STEMGEWICHT_BUILD_CLI"] = False
        toolchain.cache_variables["STEMGEWICHT_INSTALL"] = True
        toolchain.generate()

    def build(self) -> None:
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self) -> None:
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, str(Path(self.package_folder) / "licenses"))

    def package_info(self) -> None:
        # The library brings its own configuration, whose targets are those of the documentation.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["lib/cmake/stemgewicht"]
        self.cpp_info.libs = ["stemgewicht_study", "stemgewicht"] if self.options.study else ["stemgewicht"]
