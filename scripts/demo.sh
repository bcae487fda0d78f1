#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job from start to end: install, build, then generate, verify and synthesize one core.
set -euo pipefail

usage() {
  cat <<'EOF'
usage: scripts/demo.sh [CONFIG]
Generates the core of CONFIG (default configs/dota_rmmu.json, 32 x 16 processing elements), verifies it
against its reference model in Verilator, synthesizes it, and tells where the files are (winnow-out/NAME).
EOF
}

say() { printf '\n== %s\n' "$*"; }

case "${1:-}" in
  -h | --help) usage && exit 0 ;;
  -*) usage >&2 && exit 2 ;;
esac

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
config=${1:-$root/configs/dota_rmmu.json}
[[ -f $config ]] || { printf 'demo: error: no config %s\n' "$config" >&2 && exit 2; }
config=$(realpath -- "$config")
cd -- "$root"

say "1/5 packages"
scripts/deps.sh
say "2/5 build"
scripts/build.sh release winnow

winnow=$root/build/release/gen/cli/winnow
name=$(basename -- "$config" .json)
output=winnow-out/$name

say "3/5 generate: $config"
"$winnow" generate "$config" -o "$output" --force
say "4/5 verify: the Verilog against the reference model, every output, every cycle"
"$winnow" verify "$config" -o "$output"
# Tracing slows a model many times over, so the wave shows one short test, in a folder of its own.
"$winnow" verify "$config" -o "$output-wave" --test single_product_fx16 --waves --data none --force
say "5/5 synthesize: area and timing"
"$winnow" synth "$config" -o "$output"

say "done: $root/$output"
describe() { # describe WHAT PATTERN: one line when something matches the pattern
  local found
  found=$(compgen -G "$output/$2" | head -n 3 | tr '\n' ' ') || true
  [[ -z $found ]] || printf '  %-14s %s\n' "$1" "$found"
}
describe 'Verilog' 'rtl/'
describe 'file list' '*.f'
describe 'datasheet' 'DATASHEET.md'
describe 'verification' 'verify.json'
describe 'waveform' '../'"$name"'-wave/waves/*.fst'
describe 'area, timing' 'synth.txt'
