#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks of the source text. Every check also runs as a CTest test (label lint; --tidy: nightly).
set -euo pipefail

usage() {
  cat <<'EOF'
usage: scripts/lint.sh [--format | --fix | --shell | --source | --tidy [--build DIR] [FILE...]]
Without an option: --format, --shell and --source.
  --format   layout of the C++ files (clang-format-16)
  --fix      like --format, but rewrites the files
  --shell    the shell scripts (shellcheck)
  --source   licence lines, which room includes which, links in the documentation
  --tidy     static analysis (clang-tidy-16) of all C++ files, or of FILE...; needs a configured build
             folder (default build/ci)
EOF
}

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
status=0

say() { printf 'lint: %s\n' "$*"; }
complain() {
  printf '%s\n' "$*" >&2
  status=1
}

# The project's files, those not added to git yet included; without git, everything but build folders.
list_files() { # list_files REGEX
  {
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
      git ls-files --cached --others --exclude-standard | sort -u
    else
      find . -type f -not -path './build/*' -not -path './winnow-out/*' -printf '%P\n' | sort
    fi
  } | grep -E "$1" | while IFS= read -r file; do
    # Listed by git, yet deleted in the work tree.
    [[ ! -f $file ]] || printf '%s\n' "$file"
  done
}

check_format() {
  local files bad
  mapfile -t files < <(list_files '\.(cpp|hpp)$')
  say "layout of ${#files[@]} C++ files"
  bad=$(clang-format-16 --dry-run "${files[@]}" 2>&1 | grep -oE '^[^:]+:[0-9]+:[0-9]+: warning' | sort -u -t: -k1,1) || true
  [[ -z $bad ]] || complain "${bad//: warning/: layout differs from .clang-format; scripts/lint.sh --fix mends it}"
}

fix_format() {
  local files
  mapfile -t files < <(list_files '\.(cpp|hpp)$')
  clang-format-16 -i "${files[@]}"
}

check_shell() {
  local files
  mapfile -t files < <(list_files '(\.sh|^\.ci/run)$')
  say "${#files[@]} shell scripts"
  shellcheck -- "${files[@]}" || status=1
}

check_licence_lines() {
  local file
  while IFS= read -r file; do
    head -n 3 -- "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' ||
      complain "$file:1: no licence line; write SPDX-License-Identifier: Apache-2.0 in a comment at the top"
  done < <(list_files '(\.(cpp|hpp|sh|v|cmake|tcl|ys|vlt)|CMakeLists\.txt|^\.ci/run)$')
}

# forbid FOLDER PATTERN: no file below FOLDER may include a path that matches PATTERN.
forbid() {
  local found
  found=$(list_files "^$1/.*\.(cpp|hpp)$" | xargs -r -d '\n' grep -nE "^#include \"($2)" --) || true
  [[ -z $found ]] || complain "$found"$'\n'"$1 may not include $2"
}

# The direction in which data flows, docs/README.md; CMake's links say the same.
check_rooms() {
  forbid 'gen/hdl' '(gen/(config|lib|cores|cli)|verif|sim|synth)/'
  forbid 'gen/config' '(gen/(hdl|lib|cores|cli)|verif|sim|synth)/'
  forbid 'gen/lib' '(gen/(config|cores|cli)|verif|sim|synth)/'
  forbid 'gen/cores' '(gen/cli|verif|sim|synth)/'
  forbid 'verif/harness' '(gen|sim|synth)/'
  forbid 'verif/models' '(gen/(hdl|lib|cores|cli)|sim|synth)/'
  forbid 'verif/suites' '(gen/(hdl|lib|cores|cli)|synth)/'
  forbid 'sim' '(gen/(hdl|lib|cores|cli)|synth)/'
  forbid 'synth' '(gen/(hdl|lib|cores|cli|config)|sim)/'
}

check_links() {
  local file target
  while IFS= read -r file; do
    while IFS= read -r target; do
      target=${target%%#*}
      [[ -z $target || $target == *://* || $target == mailto:* ]] && continue
      [[ -e $(dirname -- "$file")/$target ]] || complain "$file: link to $target, which does not exist"
    done < <(grep -oE '\]\([^) ]+\)' -- "$file" | sed -E 's/^\]\((.*)\)$/\1/')
  done < <(list_files '\.md$')
}

check_source() {
  say 'licence lines, rooms, links'
  check_licence_lines
  check_rooms
  check_links
}

check_tidy() { # check_tidy BUILD FILE...
  local build=$1 files=("${@:2}")
  [[ -f $build/compile_commands.json ]] ||
    { complain "$build/compile_commands.json is missing; configure first: cmake --preset ci" && return; }
  if [[ ${#files[@]} -eq 0 ]]; then
    # Only what the build knows how to compile.
    mapfile -t files < <(list_files '\.cpp$' | while IFS= read -r file; do
      if grep -qF "$root/$file" -- "$build/compile_commands.json"; then printf '%s\n' "$file"; fi
    done)
  fi
  say "static analysis of ${#files[@]} files"
  [[ ${#files[@]} -gt 0 ]] || { complain 'no file to analyse' && return; }
  local log
  log=$(mktemp)
  printf '%s\0' "${files[@]}" |
    xargs -0 -n 1 -P "$(nproc)" clang-tidy-16 -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option \
      >"$log" 2>/dev/null || status=1
  # A finding in a header comes back for each file that includes it.
  grep -E ': (error|warning): ' -- "$log" | sed "s|^$root/||" | sort -u || true
  rm -f -- "$log"
}

case "${1:-}" in
  '')
    check_format
    check_shell
    check_source
    ;;
  --format) check_format ;;
  --fix) fix_format ;;
  --shell) check_shell ;;
  --source) check_source ;;
  --tidy)
    shift
    build=build/ci
    if [[ ${1:-} == --build ]]; then
      build=${2:?folder}
      shift 2
    fi
    check_tidy "$build" "$@"
    ;;
  -h | --help) usage ;;
  *) usage >&2 && exit 2 ;;
esac
[[ $status -eq 0 ]] && say 'clean'
exit "$status"
