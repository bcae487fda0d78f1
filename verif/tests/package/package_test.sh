#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A stranger's program against the installed package: installs the library component, moves it, and builds a small project in a
# fresh folder that knows nothing else of winnow.
#   package_test.sh SOURCE_DIR BUILD_DIR CXX_FLAGS
set -euo pipefail

source_dir=${1:?source folder} build_dir=${2:?build folder} flags=${3-}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
  printf 'FAIL: %s\n' "$*" >&2
  exit 1
}

quietly() { # quietly NAME COMMAND...: its output only when it fails
  "${@:2}" >"$work/$1.log" 2>&1 || { cat -- "$work/$1.log" && fail "$1"; }
}

quietly install cmake --install "$build_dir" --component library --prefix "$work/first place"
mv -- "$work/first place" "$work/moved here"
package="$work/moved here"
[[ ! -e $package/bin && ! -e $package/share/winnow ]] || fail 'the library component brings the program with it'
[[ -f $package/share/doc/winnow/LICENSE ]] || fail 'the library component has no licence'
if found=$(grep -rlF --include='*.cmake' -e "$source_dir" -e "$build_dir" "$package"); then
  fail "the package names the source or build folder: $found"
fi

cp -r -- "$source_dir/verif/tests/package/consumer" "$work/consumer"
quietly configure cmake -S "$work/consumer" -B "$work/build" -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_PREFIX_PATH=$package" \
  "-Dwinnow_headers=$package/include/winnow" "-DCMAKE_CXX_FLAGS=$flags"
grep -E '^-- [0-9]+ headers$' -- "$work/configure.log" || fail 'no headers are installed'
quietly build cmake --build "$work/build" --parallel 2
"$work/build/consumer" >"$work/output" || fail 'the program does not run'
# 21 edges modulo 16; the origin comment names the consumer's file, relative to its own project.
for line in 'module counter_4 (' '3 ports, count 5'; do
  grep -qxF -- "$line" "$work/output" || { cat -- "$work/output" && fail "no line '$line'"; }
done
grep -qF '@[main.cpp:19]' -- "$work/output" || { cat -- "$work/output" && fail 'no origin comment of main.cpp:19'; }
printf 'PASS\n'
