#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The one list of Debian 12 packages that winnow needs, and the way to install them.
set -euo pipefail

packages=(
  # build
  g++                # C++20 compiler of winnow and of Verilated models
  make               # runs the makefiles that Verilator writes
  cmake              # build system
  ninja-build        # the build tool of the CMake presets
  ccache             # second builds, of winnow and of Verilated models, in a fraction of the time
  git                # lists the project's files for the lint tests
  time               # memory of a process, for scripts/benchmark.sh
  # libraries
  libboost-dev       # headers that Boost.Test needs
  libboost-test-dev  # test framework
  nlohmann-json3-dev # JSON: configs, manifests, reports
  libcli11-dev       # command line
  libfmt-dev         # text formatting
  zlib1g-dev         # waveforms (FST) of Verilated models
  # tools that winnow runs
  verilator          # lint and cycle-by-cycle simulation of the cores
  iverilog           # lint, and a second simulator
  yosys              # synthesis, netlist checks, proofs
  z3                 # solver behind bounded model checking
  opensta            # static timing analysis (the program `sta`)
  nextpnr-ice40      # place and route for iCE40 FPGAs
  qflow-tech-osu018  # open standard-cell library, 0.18 um
  qflow-tech-osu035  # open standard-cell library, 0.35 um
  qflow-tech-osu050  # open standard-cell library, 0.50 um
  # checks of the source
  clang-format-16    # layout
  clang-tidy-16      # static analysis (version 14, the default, cannot parse <source_location>)
  shellcheck         # the scripts
)

usage() {
  cat <<'EOF'
usage: scripts/deps.sh [--list | --check | --help]
Installs the Debian 12 packages that winnow needs and that are not there yet (as root, or with sudo).
  --list   print the packages and change nothing
  --check  tell which are missing and change nothing; exit code 1 when any is
EOF
}

say() { printf 'deps: %s\n' "$*"; }
fail() {
  printf 'deps: error: %s\n' "$*" >&2
  exit 3
}

is_installed() {
  local status
  status=$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) && [[ $status == installed ]]
}

# Debian names a package once per architecture where several are allowed; dpkg-query then prints them in a row.
missing_packages() {
  local package
  for package in "${packages[@]}"; do
    is_installed "$package" || printf '%s\n' "$package"
  done
}

# Runs apt-get as root, without questions and without reading our standard input.
run_apt() {
  local prefix=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || fail "not root and there is no sudo; as root run: apt-get install ${missing[*]}"
    prefix=(sudo)
  fi
  "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

install_missing() {
  say "installing ${#missing[@]} of ${#packages[@]} packages: ${missing[*]}"
  run_apt update || say "the package lists could not be refreshed; trying with those at hand"
  run_apt install -y --no-install-recommends "${missing[@]}" ||
    fail "apt-get could not install: ${missing[*]}. Is there a network, and is this Debian 12 (bookworm)?"
  mapfile -t missing < <(missing_packages)
  [[ ${#missing[@]} -eq 0 ]] || fail "still missing after the installation: ${missing[*]}"
}

mode=install
case "${1:-}" in
  '') ;;
  --list) printf '%s\n' "${packages[@]}" && exit 0 ;;
  --check) mode=check ;;
  -h | --help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

command -v dpkg-query >/dev/null ||
  fail "this is not a Debian system; install the equivalents of: ${packages[*]}"
mapfile -t missing < <(missing_packages)
if [[ ${#missing[@]} -eq 0 ]]; then
  say "all ${#packages[@]} packages are installed"
elif [[ $mode == check ]]; then
  say "missing: ${missing[*]}"
  exit 1
else
  install_missing
  say "done"
fi
