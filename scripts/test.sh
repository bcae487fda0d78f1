#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and runs the tests that every change must pass.
set -euo pipefail

usage() {
  cat <<'EOF'
usage: scripts/test.sh [--nightly] [--label LABEL] [--preset PRESET]
  --nightly        also run the long tests
  --label LABEL    run only tests with this label: unit, lint, sim, synth, formal
  --preset PRESET  build preset to test (default ci; asan, dev and release work too)
Results as JUnit XML: build/PRESET/junit.xml
EOF
}

say() { printf '\n== %s\n' "$*"; }

nightly=no
label=
preset=ci
while [[ $# -gt 0 ]]; do
  case "$1" in
    --nightly) nightly=yes ;;
    --label | --preset)
      [[ $# -ge 2 ]] || { usage >&2 && exit 2; }
      if [[ $1 == --label ]]; then label=$2; else preset=$2; fi
      shift
      ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
  shift
done

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

say "packages"
scripts/deps.sh

say "build (preset $preset)"
scripts/build.sh "$preset"

selection=()
[[ $nightly == yes ]] || selection+=(--label-exclude '^nightly$')
[[ -z $label ]] || selection+=(--label-regex "^$label\$")
say "tests${label:+ with label $label} (long ones: $nightly)"
ctest --test-dir "build/$preset" --parallel 2 --output-on-failure --no-tests=error \
  --output-junit junit.xml "${selection[@]}" </dev/null
