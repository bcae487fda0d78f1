#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A Debug build of a copy of the project in another folder generates the same bytes as the build under test, for every
# shipped config. (That the installed program does, too, is tested with the installation.)
#   identity_test.sh SOURCE_DIR BUILD_DIR
set -euo pipefail

source_dir=${1:?source folder} build_dir=${2:?build folder}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

copy="$work/another place/deeper/winnow"
mkdir -p -- "$copy"
for entry in CMakeLists.txt cmake gen rtl_templates verif sim synth configs docs README.md LICENSE LICENSE-OUTPUT NOTICE; do
  [[ -e $source_dir/$entry ]] || { printf 'FAIL: no %s\n' "$entry" >&2 && exit 1; }
  cp -r -- "$source_dir/$entry" "$copy/"
done
build() {
  cmake -S "$copy" -B "$work/debug" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DBUILD_TESTING=OFF
  cmake --build "$work/debug" --target winnow
}
build >"$work/log" 2>&1 || { tail -n 30 -- "$work/log" >&2 && exit 1; }

compared=0
for config in "$source_dir"/configs/*.json; do
  name=$(basename -- "$config" .json)
  "$build_dir/gen/cli/winnow" generate "$config" -o "$work/built/$name" >/dev/null
  (cd -- "$work" && debug/gen/cli/winnow generate "$copy/configs/$name.json" -o "other/$name" >/dev/null)
  diff -r -- "$work/built/$name" "$work/other/$name"
  compared=$((compared + 1))
done
[[ $compared -gt 0 ]] || { printf 'FAIL: no configs\n' >&2 && exit 1; }
printf 'PASS: %d configs\n' "$compared"
