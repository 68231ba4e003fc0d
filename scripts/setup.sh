# Shared set-up of examples/run and tests/run; to be sourced by bash.
# Defines step, fail, install_packages, install_browser, install_doxygen, install_clang, make_venv, install_package and
# what wheels need.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$root/build/venv"

# What the command line, the tests and the Python package need of the core and the study is compiled once: by one compiler
# of one name, warnings being errors or not. Its own list of headers says what a file depends on: no file is preprocessed
# twice.
export CXX="${CXX:-c++}"
export CCACHE_DIR="$root/build/ccache" CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=2G CCACHE_IGNOREOPTIONS=-Werror
export CCACHE_DEPEND=1

step() {
    printf '== %s\n' "$*"
}

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The packages that are not installed, of those that are given.
missing_packages() {
    local package
    for package in "$@"; do
        if [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]]; then
            printf '%s\n' "$package"
        fi
    done
}

# install_packages [PACKAGE...]: installs what packages.txt names, or these packages alone, where they are missing; touches
# nothing where all is there.
install_packages() {
    local all missing as_root=()
    all="${*:-$(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$root/packages.txt" | tr '\n' ' ')}"
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        if [[ "${STEMGEWICHT_SKIP_PACKAGES:-}" == 1 ]]; then
            step "system packages: not checked (STEMGEWICHT_SKIP_PACKAGES=1)"
            return
        fi
        fail "no apt-get here; install the equivalents of: $all and set STEMGEWICHT_SKIP_PACKAGES=1"
    fi
    # shellcheck disable=SC2086
    missing="$(missing_packages $all | tr '\n' ' ')"
    if [[ -z "$missing" ]]; then
        step "system packages: all installed"
        return
    fi
    if [[ "$(id -u)" != 0 ]]; then
        command -v sudo >/dev/null || fail "no root rights and no sudo; install: $missing"
        as_root=(sudo)
    fi
    step "system packages: installing $missing"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq || fail "apt-get update failed; install: $missing"
    # shellcheck disable=SC2086
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        fail "apt-get install failed; install: $missing"
}

# A browser for the tests of the report's page, which are skipped where there is none.
install_browser() {
    local as_root=()
    [[ "$(id -u)" == 0 ]] || as_root=(sudo)
    if command -v chromium chromium-browser google-chrome >/dev/null; then
        step "browser: installed"
    elif [[ "${STEMGEWICHT_SKIP_PACKAGES:-}" != 1 ]] && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1; then
        step "browser: chromium was installed"
    else
        step "browser: none, so the tests of the report in a browser are skipped"
    fi
}

# Doxygen, which reads the headers for the pages on C++. Not in packages.txt: nothing else needs it.
install_doxygen() {
    local as_root=()
    [[ "$(id -u)" == 0 ]] || as_root=(sudo)
    if command -v doxygen >/dev/null; then
        step "doxygen: installed"
        return
    fi
    [[ "${STEMGEWICHT_SKIP_PACKAGES:-}" != 1 ]] || fail "doxygen is needed for the pages; install it"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends doxygen >/dev/null 2>&1 ||
        fail "doxygen is needed for the pages, and could not be installed"
    step "doxygen: was installed"
}

# A second compiler for the sanitizers and the tests of the installation, which do without where there is none:
# second_compiler, or nothing.
install_clang() {
    local as_root=() name
    [[ "$(id -u)" == 0 ]] || as_root=(sudo)
    second_compiler=""
    for name in clang++-22 clang++-19 clang++-18 clang++-17 clang++-16; do
        if command -v "$name" >/dev/null && has_sanitizers "$name"; then
            second_compiler="$name"
            step "second compiler: $name"
            return
        fi
    done
    if [[ "${STEMGEWICHT_SKIP_PACKAGES:-}" != 1 ]] && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends clang-16 libclang-rt-16-dev >/dev/null 2>&1; then
        second_compiler=clang++-16
        step "second compiler: clang-16 was installed"
    else
        step "second compiler: none, so sanitizers and the installation take the first"
    fi
}

# Whether compiler $1 links a program with sanitizers: their library is a package of its own.
has_sanitizers() {
    local program status=0
    program="$(mktemp)"
    "$1" -fsanitize=address,undefined -x c++ - -o "$program" <<<'int main() {}' >/dev/null 2>&1 || status=1
    rm -f "$program"
    return "$status"
}

# The virtual environment build/venv, with a pip that reads dependency groups.
make_venv() {
    local pip_version=26.3
    export PIP_DISABLE_PIP_VERSION_CHECK=1
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or newer is needed, got $(python3 --version 2>&1)"
    if ! "$venv/bin/python" -c '' 2>/dev/null; then
        step "virtual environment: making build/venv"
        rm -rf "$venv"
        python3 -m venv "$venv" || fail "python3 -m venv failed"
    else
        step "virtual environment: build/venv is there"
    fi
    if [[ "$("$venv/bin/python" -c 'import pip; print(pip.__version__)' 2>/dev/null)" != "$pip_version" ]]; then
        "$venv/bin/python" -m pip install --quiet "pip==$pip_version" || fail "pip $pip_version could not be installed"
    fi
}

# install_groups GROUP...: the dependency groups of pyproject.toml, with the versions pinned there.
install_groups() {
    local group arguments=()
    for group in "$@"; do
        arguments+=(--group "$root/pyproject.toml:$group")
    done
    step "Python requirements: groups $*"
    "$venv/bin/python" -m pip install --quiet "${arguments[@]}" || fail "the Python requirements could not be installed"
}

# Checksum of all that the Python package is built from.
package_checksum() {
    (
        cd "$root" || exit
        find include src bindings cmake examples/boards CMakeLists.txt pyproject.toml LICENSE -type f \
            -not -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    ) | sha256sum | cut -d ' ' -f 1
}

# The pinned build requirements, in the environment itself: what is built without isolation compiles only what changed.
install_build_requirements() {
    local requirements
    requirements="$("$venv/bin/python" -c '
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    print("\n".join(tomllib.load(file)["build-system"]["requires"]))' "$root/pyproject.toml")"
    # shellcheck disable=SC2086
    "$venv/bin/python" -m pip install --quiet $requirements || fail "the build requirements could not be installed"
}

# install_package [WHEEL]: the Python package with its extra for plotting, built anew only where its sources changed, or
# from a wheel of fitting_wheel.
install_package() {
    local wheel="${1:-}" stamp="$venv/.package.sha256" made_of
    made_of="$("$venv/bin/python" --version) $(package_checksum) ${wheel:+wheel}"
    if [[ -f "$stamp" && "$(<"$stamp")" == "$made_of" ]] && "$venv/bin/python" -c 'import stemgewicht' 2>/dev/null; then
        step "Python package: unchanged since it was installed"
        return
    fi
    rm -f "$stamp"
    if [[ -n "$wheel" ]]; then
        step "Python package: installing ${wheel#"$root/"}"
        "$venv/bin/python" -m pip install --quiet --force-reinstall --no-deps "$wheel" &&
            "$venv/bin/python" -m pip install --quiet "$wheel[plot]" || fail "the wheel could not be installed"
    else
        step "Python package: building and installing (minutes at first)"
        install_build_requirements
        (cd "$root" && "$venv/bin/python" -m pip install --quiet --no-build-isolation ".[plot]") ||
            fail "the Python package could not be built"
    fi
    printf '%s\n' "$made_of" >"$stamp"
}

# What stands beside a wheel as WHEEL.sha256: the checksum of the sources that it is built from, and its own.
wheel_checksums() {
    printf '%s  sources\n%s  %s\n' "$(package_checksum)" "$(sha256sum <"$1" | cut -d ' ' -f 1)" "${1##*/}"
}

# fitting_wheel [DIR]: the wheel in dist/, or in DIR, that is made of these very sources and that pip takes on this machine;
# nothing where there is none, or with STEMGEWICHT_FROM_SOURCE=1. Tells why another one is left. Needs make_venv.
fitting_wheel() {
    local folder="${1:-$root/dist}" wheel
    [[ "${STEMGEWICHT_FROM_SOURCE:-}" != 1 ]] || return 0
    for wheel in "$folder"/*.whl; do
        if [[ ! -f "$wheel" ]]; then
            continue
        elif ! wheel_checksums "$wheel" | cmp --silent - "$wheel.sha256"; then
            step "wheel left: ${wheel##*/} is not made of these sources; scripts/make_wheel makes one" >&2
        elif ! "$venv/bin/python" -m pip install --quiet --dry-run --no-deps --no-index "$wheel" >/dev/null 2>&1; then
            step "wheel left: pip does not take ${wheel##*/} here" >&2
        else
            printf '%s\n' "$wheel"
            return
        fi
    done
}

# build_release TARGET...: targets of the presets' release build, quiet unless it fails.
build_release() {
    local log="$root/build/release.log"
    mkdir -p "$root/build"
    step "release build of $* (minutes at first)"
    (cd "$root" && cmake --preset release && cmake --build --preset release --target "$@") >"$log" 2>&1 || {
        cat "$log" >&2
        fail "the release build failed; its output is above and in build/release.log"
    }
}
