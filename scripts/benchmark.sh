#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of generation and of verification. A benchmark, not a test: read ratios, machines differ.
set -euo pipefail

usage() {
  cat <<'EOF'
usage: scripts/benchmark.sh [generate | verify | all]
  generate  seconds and peak memory of `winnow generate` by array size
  verify    seconds of `winnow verify` (model build included) and cycles per second (harness included), for
            a 4 x 4 and for the published 32 x 16 array, in both forms of the multiplier, 100,000 random cycles
The program is build/release's, or what WINNOW names.
EOF
}

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
winnow=${WINNOW:-$root/build/release/gen/cli/winnow}
case "${1:-all}" in
  generate | verify | all) what=${1:-all} ;;
  -h | --help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac
[[ -x $winnow ]] || { printf 'benchmark: error: no %s; run scripts/build.sh release winnow\n' "$winnow" >&2 && exit 3; }
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# timed COMMAND...: runs it quietly; prints its wall seconds and peak MB, its own only (not its tools').
timed() {
  /usr/bin/time --quiet -o "$scratch/time" -f '%e %M' "$@" >"$scratch/log" 2>&1 || { cat -- "$scratch/log" >&2 && exit 1; }
  awk '{ printf "%8s s %8.0f MB", $1, $2 / 1024 }' "$scratch/time"
}

generate() {
  printf 'winnow generate\n'
  local size
  for size in 1x1 4x4 32x16 64x64 128x128; do
    printf '  %-9s' "$size"
    timed "$winnow" generate "$root/configs/rmmu.json" -o "$scratch/$size" \
      --set "parameters.rows=${size%x*}" --set "parameters.columns=${size#*x}"
    printf '  %6d kB of Verilog\n' "$(cat -- "$scratch/$size"/rtl/*.v | wc -c | awk '{ print int($1 / 1000) }')"
  done
}

# Compiled afresh: a warm compiler cache would hide most of the build.
verify() {
  printf 'winnow verify --cycles 100000\n'
  local config form
  for config in rmmu_small dota_rmmu; do
    for form in shared behavioural; do
      printf '  %-11s %-11s' "$config" "$form"
      CCACHE_DISABLE=1 timed "$winnow" verify "$root/configs/$config.json" -o "$scratch/$config-$form" \
        --cycles 100000 --set "parameters.multiplier=$form"
      grep -o '[0-9]* cycles per second (harness included), model built in [0-9.]* s' "$scratch/log" | sed 's/^/  /'
    done
  done
}

[[ $what == verify ]] || generate
[[ $what == generate ]] || verify
