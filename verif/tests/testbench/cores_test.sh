#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The portable testbench of the named configs: Icarus runs it without a warning, from any folder, and it reports
# a fault planted in the core. usage: cores_test.sh WINNOW CONFIG...
set -euo pipefail

winnow=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  printf 'FAIL: %s\n' "$1" >&2
  exit 1
}

generate() { # generate NAME FOLDER OPTION...
  "$winnow" generate "$WINNOW_SOURCE_DIR/configs/$1.json" -o "$2" --quiet "${@:3}"
}

# The line in the testbench's header is what users run.
compile() { # compile NAME FOLDER
  local line
  line=$(sed -n 's|^//   \(iverilog .*\)|\1|p' "$2/tb/$1_tb.v")
  [[ $line == 'iverilog -g2005 -Wall '* ]] || fail "$1: no line for Icarus in the header: $line"
  (cd "$2" && bash -c "$line") >"$folder/log" 2>&1 || fail "$1: iverilog: $(cat "$folder/log")"
  [[ ! -s $folder/log ]] || fail "$1: iverilog -Wall is not silent: $(cat "$folder/log")"
}

# A second reader of the language; by itself it treats much as an error that Icarus takes.
lint() { # lint NAME FOLDER
  (cd "$2" && verilator --lint-only --timing --top-module "$1_tb" -f "$1.f" "tb/$1_tb.v") >"$folder/log" 2>&1 ||
    fail "$1: verilator: $(cat "$folder/log")"
  [[ ! -s $folder/log ]] || fail "$1: verilator is not silent: $(cat "$folder/log")"
}

# From a folder that has nothing to do with the core.
run() { # run NAME FOLDER
  mkdir -p "$folder/elsewhere"
  (cd "$folder/elsewhere" && vvp -n "$2/tb/$1_tb.vvp" "+data=$2/tb")
}

# Each fault is one edit of one file, and shows on one port alone.
expect_fault() { # expect_fault NAME PORT FILE EDIT
  local core=$folder/faulty file
  rm -rf "$core"
  cp -r "$folder/$1" "$core"
  # shellcheck disable=SC2206 # FILE may be a pattern
  local matching=("$core"/rtl/$3)
  file=${matching[0]}
  sed -i -E "$4" "$file"
  [[ $(diff "$folder/$1/rtl/${file##*/}" "$file" | grep -c '^>') -eq 1 ]] || fail "$1: the edit '$4' does not fit"
  compile "$1" "$core"
  run "$1" "$core" >"$folder/log"
  head -n 1 "$folder/log" | grep -qE "^MISMATCH: cycle [0-9]+, time [0-9]+, port $2 \\[[0-9]+:[0-9]+\\]: expected " ||
    fail "$1: the first mismatch does not name cycle and port: $(head -n 1 "$folder/log")"
  ! grep '^MISMATCH' "$folder/log" | grep -vq " port $2 " || fail "$1: another port than $2 is named"
  tail -n 1 "$folder/log" | grep -qE '^FAIL: [1-9][0-9]* mismatches in 1000 cycles, ' ||
    fail "$1: a fault at $2 is not reported: $(tail -n 1 "$folder/log")"
  printf '%s, fault at %s: %s\n' "$1" "$2" "$(head -n 1 "$folder/log")"
}

for name in "$@"; do
  core=$folder/$name
  generate "$name" "$core" --testbench --cycles 1000 --seed 1
  lint "$name" "$core"
  compile "$name" "$core"
  run "$name" "$core" >"$folder/log"
  grep -qE '^PASS: 1000 cycles, [1-9][0-9]* comparisons$' "$folder/log" || fail "$name: $(head -n 5 "$folder/log")"
  [[ $(wc -l <"$folder/log") -eq 1 ]] || fail "$name: more than one line: $(cat "$folder/log")"
  result=$(cat "$folder/log")
  # As the header says, in the core's folder.
  line=$(sed -n 's|^//   \(vvp .*grep.*\)|\1|p' "$core/tb/${name}_tb.v")
  (cd "$core" && bash -c "$line" >"$folder/log") || fail "$name: the header's line does not find PASS"
  [[ $(cat "$folder/log") == "$result" ]] || fail "$name: other result in the core's folder: $(cat "$folder/log")"

  # The same bytes again; other numbers with another seed.
  generate "$name" "$folder/again" --testbench
  diff -r -x '*.vvp' "$core" "$folder/again" >"$folder/log" || fail "$name: not the same bytes: $(head -n 5 "$folder/log")"
  generate "$name" "$folder/again" --testbench --seed 2 --cycles 300
  ! cmp -s "$core/tb/${name}_stimulus.hex" "$folder/again/tb/${name}_stimulus.hex" || fail "$name: seed 2 is seed 1"
  compile "$name" "$folder/again"
  run "$name" "$folder/again" | grep -qE '^PASS: 300 cycles, ' || fail "$name: seed 2"
  # Without the option the testbench goes, and so do its claims.
  generate "$name" "$folder/again"
  [[ ! -e $folder/again/tb/${name}_tb.v ]] || fail "$name: a testbench that was not asked for"
  rm -rf "$folder/again"
  printf '%s: %s\n' "$name" "$result"

  case $name in
    *rmmu*)
      expect_fault "$name" element_result_o 'rmmu_pe_*.v' 's/^(.* accumulator_next = accumulator_kept) \+ /\1 - /'
      expect_fault "$name" row_result_o 'rmmu_pe_*.v' "s/^(  assign dot_0_o = )(.*);/\\1\\2 ^ 1'b1;/"
      ;;
    collector*)
      expect_fault "$name" candidates_mask_o "$name.v" \
        's/^(  assign candidates_mask_o = shown_bank \? )(bank_1_word) : (bank_0_word);/\1\3 : \2;/'
      expect_fault "$name" selections_ready_o "$name.v" 's/^(  assign selections_ready_o = )(selections_ready);/\1~\2;/'
      ;;
    detector*)
      expect_fault "$name" candidates_mask_o "$name.v" 's/^(  assign candidates_mask_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" candidates_count_o "$name.v" 's/^(  assign candidates_count_o = )([^;]*);/\1~\2;/'
      ;;
    scheduler* | dota_filter*)
      expect_fault "$name" connections_load_o "$name.v" 's/^(  assign connections_load_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" total_rounds_o "$name.v" 's/^(  assign total_rounds_o = )([^;]*);/\1~\2;/'
      ;;
    elsa_hash*)
      expect_fault "$name" hash_bits_o "$name.v" 's/^(  assign hash_bits_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" vector_ready_o "$name.v" 's/^(  assign vector_ready_o = )([^;]*);/\1~\2;/'
      ;;
    elsa_norm*)
      expect_fault "$name" norm_o "$name.v" 's/^(  assign norm_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" cutoff_o "$name.v" 's/^(  assign cutoff_o = )([^;]*);/\1~\2;/'
      ;;
    elsa_select*)
      expect_fault "$name" candidate_address_o "$name.v" 's/^(  assign candidate_address_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" count_o "$name.v" 's/^(  assign count_o = )([^;]*);/\1~\2;/'
      ;;
    elsa_attention*)
      expect_fault "$name" exponent_o "$name.v" 's/^(  assign exponent_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" norm_value_o "$name.v" 's/^(  assign norm_value_o = )([^;]*);/\1~\2;/'
      ;;
    elsa_divide*)
      expect_fault "$name" result_o "$name.v" 's/^(  assign result_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" result_chunk_o "$name.v" 's/^(  assign result_chunk_o = )([^;]*);/\1~\2;/'
      ;;
    elsa | elsa_small)
      expect_fault "$name" query_candidates_o "$name.v" 's/^(  assign query_candidates_o = )([^;]*);/\1~\2;/'
      expect_fault "$name" query_taken_o "$name.v" 's/^(  assign query_taken_o = )([^;]*);/\1~\2;/'
      ;;
    *) fail "$name: this script knows no fault of such a core" ;;
  esac
done

# Nothing can be compared before the reset has worked: refused, and nothing is written.
code=0
"$winnow" generate "$WINNOW_SOURCE_DIR/configs/$1.json" -o "$folder/short" --testbench --cycles 1 \
  >"$folder/log" 2>&1 || code=$?
[[ $code -eq 2 ]] || fail "one cycle: exit code $code instead of 2"
grep -q '^winnow: 1 cycles are too few for a testbench' "$folder/log" || fail "one cycle: $(cat "$folder/log")"
[[ ! -e $folder/short ]] || fail 'one cycle: half an output'
