#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Configures and builds one preset of CMakePresets.json into build/PRESET.
set -euo pipefail

usage() {
  cat <<'EOF'
usage: scripts/build.sh [PRESET] [TARGET...]
Builds a preset (dev, release, asan, ci; default release) in build/PRESET: everything, or the named targets.
EOF
}

case "${1:-}" in
  -h | --help) usage && exit 0 ;;
  -*) usage >&2 && exit 2 ;;
esac
preset=${1:-release}
targets=("${@:2}")
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"

printf 'build: configuring preset %s\n' "$preset"
cmake --preset "$preset" --log-level=NOTICE
printf 'build: compiling into build/%s\n' "$preset"
export NINJA_STATUS='[%f/%t, %es] '
if [[ ${#targets[@]} -gt 0 ]]; then
  cmake --build --preset "$preset" --target "${targets[@]}"
else
  cmake --build --preset "$preset"
fi
