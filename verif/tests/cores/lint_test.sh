#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is emitted for the named configs draws no warning from three tools. usage: lint_test.sh WINNOW CONFIG...
set -euo pipefail

winnow=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "$1" >&2
  cat "$folder/log" >&2
  exit 1
}

for name in "$@"; do
  "$winnow" generate "$WINNOW_SOURCE_DIR/configs/$name.json" -o "$folder/$name" --quiet
  cd "$folder/$name"
  if grep -nE 'lint_off|verilator|synthesis |\(\*' rtl/*.v; then
    echo "$name: a pragma, waiver or attribute in an emitted file" >&2
    exit 1
  fi
  mapfile -t sources <"$name.f"
  verilator --lint-only -Wall --top-module "$name" "${sources[@]}" >"$folder/log" 2>&1 ||
    fail "$name: verilator --lint-only -Wall"
  [[ ! -s $folder/log ]] || fail "$name: verilator --lint-only -Wall is not silent"
  iverilog -g2005 -Wall -t null -s "$name" "${sources[@]}" >"$folder/log" 2>&1 || fail "$name: iverilog -Wall"
  [[ ! -s $folder/log ]] || fail "$name: iverilog -Wall is not silent"
  yosys -q -p "read_verilog ${sources[*]}; hierarchy -check -top $name; proc; check -assert" >"$folder/log" 2>&1 ||
    fail "$name: yosys check -assert"
  [[ ! -s $folder/log ]] || fail "$name: yosys is not silent"
  echo "$name: clean in Verilator, Icarus and Yosys"
done
