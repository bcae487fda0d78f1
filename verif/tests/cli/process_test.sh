#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What only a process shows: exit codes, output that cannot be written, and that no path of the source tree is
# compiled into the program.
#   process_test.sh WINNOW
set -euo pipefail
winnow=${1:?the program}
failures=0

expect_code() {
  local expected=$1 code=0
  shift
  "$@" >/dev/null 2>&1 || code=$?
  if [[ $code -ne $expected ]]; then
    printf 'FAIL: exit code %s instead of %s: %s\n' "$code" "$expected" "$*"
    failures=$((failures + 1))
  fi
}

write_to_full_disk() { "$winnow" describe rmmu >/dev/full; }

expect_code 0 "$winnow" --version
expect_code 0 "$winnow" check "$WINNOW_SOURCE_DIR/configs/rmmu_small.json"
expect_code 2 "$winnow"
expect_code 2 "$winnow" nonsense
expect_code 2 "$winnow" check --nonsense
expect_code 2 "$winnow" check no/such/file.json
expect_code 2 "$winnow" check "$WINNOW_SOURCE_DIR/configs/rmmu_small.json" --set rows=0
[[ ! -w /dev/full ]] || expect_code 3 write_to_full_disk

# Of a build with debug information or sanitizers only the behaviour counts.
if [[ ${WINNOW_PATHLESS:-1} == 1 ]] && grep -qaF -- "$WINNOW_SOURCE_DIR" "$winnow"; then
  printf 'FAIL: the program holds the path %s\n' "$WINNOW_SOURCE_DIR"
  failures=$((failures + 1))
fi
[[ $failures -eq 0 ]] && printf 'PASS\n'
