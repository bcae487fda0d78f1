#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Bad input, command by command and fault by fault: the exit code, the whole text on the error stream, nothing on
# the output stream, and not a file more, less or different afterwards.
#   bad_input_test.sh WINNOW
set -euo pipefail
winnow=$(realpath -- "${1:?the program}")
activations=$(realpath -- "$(dirname -- "${BASH_SOURCE[0]}")/../../data/attention")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir -- "$work/place" "$work/tools"
cd -- "$work/place"
cases=0
failures=0
tools= # the PATH of winnow, when it is not this script's

complain() {
  printf 'FAIL: %s\n' "$*"
  failures=$((failures + 1))
}

# Every path below the working folder, its kind, and every file's content.
snapshot() { find . -printf '%P %y %l\n' -type f -exec cksum {} + | sort; }

# expect CODE TEXT ARGUMENT...: the run of winnow with these arguments, in the folder's present state.
expect() {
  local code=0 wanted_code=$1 wanted=$2
  shift 2
  snapshot >"$work/before"
  PATH=${tools:-$PATH} "$winnow" "$@" >"$work/output" 2>"$work/errors" </dev/null || code=$?
  snapshot >"$work/after"
  cases=$((cases + 1))
  [[ $code -eq $wanted_code ]] || complain "exit code $code instead of $wanted_code: winnow $*"
  if ! diff -u <(printf '%s\n' "$wanted") "$work/errors" >"$work/difference"; then
    complain "another message than expected: winnow $*"
    cat -- "$work/difference"
  fi
  [[ ! -s $work/output ]] || complain "something on the output stream: winnow $*"
  if ! diff -u "$work/before" "$work/after" >"$work/difference"; then
    complain "files changed: winnow $*"
    cat -- "$work/difference"
  fi
}

# The commands that read a config; `out` does not exist, nor does what is above it.
expect_of_config() { # expect_of_config CODE TEXT CONFIG [ARGUMENT...]
  local code=$1 text=$2
  shift 2
  expect "$code" "$text" check "$@"
  expect "$code" "$text" generate "$@" -o new/out
  expect "$code" "$text" verify "$@" -o new/out
  expect "$code" "$text" verify "$@" -o new/out --engine evaluator
  expect "$code" "$text" verify "$@"
  expect "$code" "$text" synth "$@" -o new/out
  expect "$code" "$text" simulate "$@" --workload uniform -o new/out
}

good='{"winnow": 1, "core": "rmmu", "name": "good", "parameters": {"rows": 1, "columns": 1, "precisions": [2]}}'
printf '%s\n' "$good" >good.json
printf '%s\n' "${good/\"good\"/\"other\"}" >other.json

# --- no command, or a wrong one
commands='"cores", "describe", "check", "generate", "verify", "calibrate", "simulate", "synth" or "prices"'
expect 2 "winnow: a command is missing; give $commands"
expect 2 "winnow: \"gnerate\" is not a command; did you mean \"generate\"?" gnerate good.json -o out
expect 2 "winnow: \"nonsense\" is not a command; give $commands" nonsense

# --- cores and describe
expect 2 'winnow: "--jsn" is not expected; did you mean --json?' cores --jsn
expect 2 'winnow: "good.json" is not expected; see winnow cores --help' cores good.json
expect 2 'winnow: "rmu" is not a core kind; did you mean "rmmu"?' describe rmu
expect 2 "winnow: KIND is missing; give one of those that 'winnow cores' lists" describe
expect 2 'winnow: "--set" is not expected; see winnow describe --help
winnow: "rows=2" is not expected; see winnow describe --help' describe rmmu --set rows=2
expect 2 'winnow: --schema excludes --markdown; see winnow describe --help' describe rmmu --schema --markdown

# --- usage of the others
expect 2 'winnow: CONFIG is required; see winnow check --help' check
for command in generate synth; do
  expect 2 "winnow: CONFIG is required; see winnow $command --help" "$command" -o out
  expect 2 "winnow: --output is required; see winnow $command --help" "$command" good.json
  expect 2 "winnow: \"other.json\" is not expected; see winnow $command --help" "$command" good.json other.json -o out
  expect 2 'winnow: "--frce" is not expected; did you mean --force?' "$command" good.json -o out --frce
done
expect 2 'winnow: CONFIG is required; see winnow verify --help' verify
expect 2 'winnow: -o takes one config; leave it out, and each goes to winnow-out/NAME' verify good.json other.json -o out

# --- the config itself
cat >bad.json <<'EOF'
{"winnow": 1, "core": "rmmu", "name": "bad", "colour": 1,
 "parameters": {"rows": 0, "colums": 4, "shadow": "yes", "precisions": [16, 5], "overflow": 3, "segments": 3}}
EOF
# shellcheck disable=SC2016  # "$schema" is meant
expect_of_config 2 'bad.json:/colour: "colour" is not a key of a config; give "$schema", "winnow", "core", "name", "parameters" or "clock_period_ns"
bad.json:/parameters/rows: 0 is out of range; give an integer from 1 to 128
bad.json:/parameters/colums: "colums" is not a parameter of "rmmu"; did you mean "columns"?
bad.json:/parameters/shadow: "yes" is not a boolean; give true or false
bad.json:/parameters/precisions/1: 5 is not one of the choices; give a non-empty subset of [16, 8, 4, 2], highest first
bad.json:/parameters/overflow: 3 is not text; give "wrap" or "saturate"
bad.json:/parameters/segments: 3 is not a power of two; give a power of two from 1 to 128' bad.json
printf '{"winnow": 2, "core": "rmu", "name": "Module", "clock_period_ns": -1, "parameters": 5}' >wrong.json
expect_of_config 2 'wrong.json:/winnow: 2 is not a version of the config format that this program reads; give 1
wrong.json:/core: "rmu" is not a core kind; did you mean "rmmu"?
wrong.json:/name: "Module" cannot name a Verilog module; give a lower-case letter followed by lower-case letters, digits and underscores
wrong.json:/clock_period_ns: -1 is out of range; give nanoseconds from 0.001 to 1000000' wrong.json
printf '{"winnow": 1, "core": "rmmu", "name": "a", "parameters": {"rows": 3, "chunks": 2}}' >rule.json
expect_of_config 2 'rule.json:/parameters/rows: rows 3 is not a multiple of chunks 2; give rows 2, or chunks that divides 3' rule.json
expect_of_config 2 'none.json: cannot be read: No such file or directory; give the path of a winnow config (a JSON file)' none.json
expect_of_config 2 '"": cannot be read: No such file or directory; give the path of a winnow config (a JSON file)' ''
expect_of_config 2 '.: cannot be read: Is a directory; give the path of a winnow config (a JSON file)' .
# Opens, and then cannot be read, for root too.
expect_of_config 2 '/proc/self/mem: cannot be read: Input/output error; give the path of a winnow config (a JSON file)' /proc/self/mem
: >empty.json
expect_of_config 2 "empty.json:1:1: not valid JSON: syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal" empty.json
printf '{"winnow": 1,\n "core": "rmmu" "name": "a"}' >syntax.json
expect_of_config 2 "syntax.json:2:22: not valid JSON: syntax error while parsing object - unexpected string literal; expected '}'" syntax.json
printf '[1]' >list.json
expect_of_config 2 'list.json: [1] is not a config; give an object with "winnow", "core", "name" and "parameters"' list.json
printf '{"winnow": 1, "core": "rmmu", "name": "a", "parameters": {"rows": 2, "rows": 3}, "core": "x"}' >twice.json
expect_of_config 2 'twice.json:/core: the key "core" is given twice; keep one of the two
twice.json:/parameters/rows: the key "rows" is given twice; keep one of the two' twice.json

# --- overrides
expect_of_config 2 'good.json:--set name: "for" is a keyword of Verilog; give another name, such as "for_core"
good.json:--set rows: "many" is not a number; give an integer from 1 to 128
good.json:--set parameters.columns: 200 is out of range; give an integer from 1 to 128
good.json:--set /parameters/rowz: "rowz" is not a parameter of "rmmu"; did you mean "rows"?
good.json:--set x: is not an assignment; write it as PATH=VALUE, such as rows=4
good.json:--set =3: is not an assignment; write it as PATH=VALUE, such as rows=4' \
  good.json --set name=for --set rows=many --set parameters.columns=200 --set /parameters/rowz=3 --set x --set =3

# --- the output folder
mkdir foreign taken
printf 'mine\n' >foreign/file
"$winnow" generate other.json -o taken -q
ln -s nowhere/deep link
expect_of_output() { # expect_of_output TEXT OUTPUT
  expect 2 "$1" generate good.json -o "$2"
  expect 2 "$1" verify good.json -o "$2" --engine evaluator --test reset_state
  expect 2 "$1" synth good.json -o "$2"
}
expect_of_output 'winnow: cannot write good.json: it is a file; give -o a folder' good.json
expect_of_output 'winnow: cannot write good.json/a/b: Not a directory; give -o a folder that can be written' good.json/a/b
expect_of_output 'winnow: cannot write /proc/out: No such file or directory; give -o a folder that can be written' /proc/out
expect_of_output 'winnow: cannot write foreign: it is not empty, and winnow did not make it; give a new folder, or --force to write into this one' foreign
expect_of_output 'winnow: cannot write taken: it holds the rmmu core "other"; give another folder for "good", or --force to replace that core' taken
expect 2 'winnow: the output folder has no name; give -o DIR' generate good.json -o ''
expect 2 'winnow: the output folder has no name; give -o DIR' synth good.json -o ''
if [[ $(id -u) -ne 0 ]]; then
  mkdir locked
  chmod a-w locked
  expect_of_output 'winnow: cannot write locked/a/b: Permission denied; give -o a folder that can be written' locked/a/b
  chmod u+w locked
fi

# --- verify
expect 2 "winnow: --engine: evalator not in {verilator,evaluator,both}; see winnow verify --help" verify good.json --engine evalator
expect 2 'winnow: --cases: Value 0 not in range 1 to 1000000; see winnow verify --help' verify good.json --cases 0
expect 2 'winnow: --seed: -1 is negative; see winnow verify --help' verify good.json --seed -1
expect 2 'winnow: cannot write good.json/x.xml: Not a directory; give --junit a file that can be written' verify good.json --junit good.json/x.xml
expect 2 'winnow: cannot write foreign: Is a directory; give --junit a file that can be written' verify good.json --junit foreign
expect 2 'winnow: --mutants: Value 0 not in range 1 to 1000000; see winnow verify --help' verify good.json --mutants 0
expect 2 'winnow: --mutants: Value -3 not in range 1 to 1000000; see winnow verify --help' verify good.json --mutants -3
expect 2 'winnow: --mutant: Value 0 not in range 1 to 1000000; see winnow verify --help' verify good.json --mutant 0
for engine in verilator both; do
  for option in --mutants --mutant; do
    expect 2 'winnow: mutants run in the evaluator; leave out --engine, or give --engine evaluator' \
      verify good.json "$option" 3 --engine "$engine"
  done
done
for option in '--test x' '--cases 2' --waves --coverage; do
  # shellcheck disable=SC2086  # an option and its value
  expect 2 "winnow: ${option%% *} excludes --mutants; see winnow verify --help" verify good.json --mutants 3 $option
done
expect 2 'winnow: --mutants excludes --mutant; see winnow verify --help' verify good.json --mutants 3 --mutant 3
expect 2 'winnow: --mutants-required requires --mutants; see winnow verify --help' verify good.json --mutants-required 95
expect 2 'winnow: --mutants-required: Value 101 not in range 0 to 100; see winnow verify --help' \
  verify good.json --mutants 3 --mutants-required 101
mkdir -p data/one data/two nothing
for file in data/one/Q.npy data/one/K.npy data/two/V.npy; do printf 'junk' >"$file"; done
verify=(verify good.json -o new/out)
expect 2 'nodata: is no folder; expected a case or a tree of cases' "${verify[@]}" --data nodata
expect 2 'nothing: holds no case; expected folders with Q.npy, K.npy and V.npy' "${verify[@]}" --data nothing
expect 2 'data/one/Q.npy: not a .npy file; expected it to begin with \x93NUMPY
data/one/K.npy: not a .npy file; expected it to begin with \x93NUMPY
data/one/V.npy: cannot be read; expected a .npy file
data/two/Q.npy: cannot be read; expected a .npy file
data/two/K.npy: cannot be read; expected a .npy file
data/two/V.npy: not a .npy file; expected it to begin with \x93NUMPY' "${verify[@]}" --data data

# --- simulate
printf '{"winnow": 1, "core": "scheduler", "name": "order", "parameters": {"maximum_keys": 64}}' >order.json
simulate=(simulate order.json -o new/out)
expect 2 'winnow: CONFIG is required; see winnow simulate --help' simulate
expect 2 'winnow: a core of kind "rmmu" cannot be simulated; give one of kind "elsa", "filter" or "scheduler"' simulate good.json --workload uniform
expect 2 'winnow: give either --data DIR, with activations, or --workload W' "${simulate[@]}"
expect 2 'winnow: give either --data DIR, with activations, or --workload W' "${simulate[@]}" --data data --workload uniform
expect 2 'nodata: is no folder; expected a case or a tree of cases' "${simulate[@]}" --data nodata
expect 2 'nothing: holds no case; expected folders with Q.npy, K.npy and V.npy' "${simulate[@]}" --data nothing
expect 2 'data/one/Q.npy: not a .npy file; expected it to begin with \x93NUMPY
data/one/K.npy: not a .npy file; expected it to begin with \x93NUMPY
data/one/V.npy: cannot be read; expected a .npy file' "${simulate[@]}" --data data/one
expect 2 '--workload unifrom: "unifrom" is no workload; give uniform, local, popular
--workload local:n=none: n="none" is out of range; give an integer from 1 to 4096' \
  "${simulate[@]}" --workload unifrom --workload local:n=none
expect 2 'winnow: --workload uniform:n=8,keep=0.5 says what is kept; leave out --keep' \
  "${simulate[@]}" --workload uniform:n=8,keep=0.5 --keep 0.1
expect 2 'winnow: a workload has one head; leave out --layers and --heads' "${simulate[@]}" --workload uniform:n=8 --heads 1
for share in 0 -0.1 1.5 nan; do
  expect 2 "winnow: --keep $share is out of range; give a share above 0, at most 1" "${simulate[@]}" --workload uniform:n=8 --keep 0.1,$share
done
expect 2 'winnow: Could not convert: --heads = -1; see winnow simulate --help' "${simulate[@]}" --data data --heads -1
expect 2 'winnow: Could not convert: --layers = 1.5; see winnow simulate --help' "${simulate[@]}" --data data --layers 1.5
expect 2 'winnow: Could not convert: --tokens = -1; see winnow simulate --help' "${simulate[@]}" --workload uniform --tokens -1
expect 2 'winnow: Could not convert: --keep = some; see winnow simulate --help' "${simulate[@]}" --workload uniform --keep some
expect 2 'order.json:--set tokens: 3 is not a power of two; give a power of two from 2 to 8' "${simulate[@]}" --workload uniform:n=8 --tokens 2,3
expect 2 'winnow: --engine: icarus not in {model,evaluator,verilator}; see winnow simulate --help' "${simulate[@]}" --workload uniform:n=8 --engine icarus
expect 2 'winnow: --scores: int5 not in {exact,int8,int4,int2}; see winnow simulate --help' "${simulate[@]}" --data data --scores int5
expect 2 'winnow: --select: best not in {topk,threshold}; see winnow simulate --help' "${simulate[@]}" --data data --select best
expect 2 'uniform is skipped: it has 512 keys, the core takes 64
winnow: nothing has as few keys as the core takes (64); give a core of more maximum_keys, or other data' \
  "${simulate[@]}" --workload uniform
expect 2 'winnow: no case has such a layer and head (--layers 9, --heads 0,1); give numbers of the model'"'"'s layers, and heads from 0' \
  "${simulate[@]}" -q --data "$activations" --layers 9 --heads 0,1
expect 2 'winnow: cannot write foreign: it is not empty, and winnow did not make it; give a new folder, or --force to write into this one' \
  simulate order.json --workload uniform:n=8 -o foreign

# --- synth
libraries='osu018, osu035, osu050 or a path to a FILE.lib or FILE.lib.gz'
expect 2 "winnow: library 'osu' is not known; use $libraries" synth good.json -o new/out --library osu
expect 2 'winnow: none.lib: no such file; expected a cell library' synth good.json -o new/out --library none.lib
for period in -1 0 nan inf; do
  expect 2 "winnow: --period $period is not a clock period; give a positive number of ns" synth good.json -o new/out --period "$period"
done
expect 2 'winnow: Could not convert: --period = soon; see winnow synth --help' synth good.json -o new/out --period soon

families='use ice40, ecp5 or xilinx'
expect 2 "winnow: FPGA family 'ice' is not known; $families" synth good.json -o new/out --fpga ice
expect 2 "winnow: FPGA family '' is not known; $families" synth good.json -o new/out --fpga ''
expect 2 "winnow: device 'hx9k' is not known; use hx1k, hx4k, hx8k, lp1k, lp8k or up5k" synth good.json -o new/out --fpga ice40 --device hx9k
expect 2 "winnow: device 'hx8k': only ice40 is placed and routed; leave the device out for ecp5" synth good.json -o new/out --fpga ecp5 --device hx8k
expect 2 'winnow: --device is for FPGAs; give --fpga ice40, ecp5 or xilinx with it' synth good.json -o new/out --device hx8k
expect 2 'winnow: --no-dsp is for FPGAs; give --fpga ice40, ecp5 or xilinx with it' synth good.json -o new/out --no-dsp
# prices: before anything is mapped
expect 2 'winnow: --output is required; see winnow prices --help' prices
expect 2 "winnow: library 'osu' is not known; use $libraries" prices -o new/out --library osu018 --library osu
expect 2 'winnow: none.lib: no such file; expected a cell library' prices -o new/out --library none.lib
expect 2 'winnow: --precisions 8,x: not a set of precisions; give one such as 16,8' prices -o new/out --precisions 8,x
expect 2 '--precisions 3:/parameters/precisions/0: 3 is not one of the choices; give a non-empty subset of [16, 8, 4, 2], highest first' \
  prices -o new/out --precisions 3
expect 2 '--precisions 8,16:/parameters/precisions: [8, 16] is not highest first; give [16, 8]' prices -o new/out --precisions 8,16
expect 2 'winnow: --library excludes --fpga; see winnow synth --help' synth good.json -o new/out --fpga ice40 --library osu018
expect 2 'winnow: --period 0 is not a clock period; give a positive number of ns' synth good.json -o new/out --fpga ice40 --period 0

# --- tools that are missing or broken: a PATH that holds just the others
with_tools() { # with_tools PROGRAM...
  local tool
  rm -f -- "$work/tools/"*
  for tool in "$@"; do ln -s -- "$(command -v "$tool")" "$work/tools/$tool"; done
  tools=$work/tools
}
broken() { # broken PROGRAM: one that says something and fails
  rm -f -- "$work/tools/$1"
  printf '#!/bin/sh\necho "%s: no licence" >&2\nexit 7\n' "$1" >"$work/tools/$1"
  chmod +x "$work/tools/$1"
}
with_tools
expect 3 "winnow: verilator, make and g++ are not installed; install Debian's packages verilator, make and g++" verify good.json -o new/out
expect 3 "winnow: verilator, make and g++ are not installed; install Debian's packages verilator, make and g++" simulate order.json -q --workload uniform:n=8 --engine verilator -o new/out
expect 3 "winnow: verilator, make and g++ are not installed; install Debian's packages verilator, make and g++" verify good.json -o new/out --engine both
expect 3 "winnow: yosys and sta are not installed; install Debian's packages yosys and opensta" synth good.json -o new/out
with_tools make g++
expect 3 "winnow: verilator is not installed; install Debian's package verilator" verify good.json
with_tools verilator make
expect 3 "winnow: g++ is not installed; install Debian's package g++" verify good.json -o new/out
expect 3 "winnow: yosys and nextpnr-ice40 are not installed; install Debian's packages yosys and nextpnr-ice40" synth good.json -o new/out --fpga ice40
expect 3 "winnow: yosys is not installed; install Debian's package yosys" synth good.json -o new/out --fpga ecp5
with_tools yosys
expect 3 "winnow: nextpnr-ice40 is not installed; install Debian's package nextpnr-ice40" synth good.json -o new/out --fpga ice40
expect 3 "winnow: sta is not installed; install Debian's package opensta" synth good.json -o new/out
with_tools sta
expect 3 "winnow: yosys is not installed; install Debian's package yosys" synth good.json -o new/out
with_tools sta
broken yosys
expect 3 'winnow: yosys does not run: yosys: no licence' synth good.json -o new/out
expect 3 'winnow: yosys does not run: yosys: no licence' synth good.json -o new/out --fpga xilinx
# What needs no tool works without: config, Verilog, evaluator.
with_tools
PATH=$tools "$winnow" generate good.json -o free -q
PATH=$tools "$winnow" verify good.json -o free --engine evaluator --test reset_state --data none -q
[[ -f free/verify.json ]] || complain 'the evaluator needs a tool'
tools=

# --- several configs: one that is bad does not stop the rest, and is in the JUnit file
code=0
"$winnow" verify bad.json good.json none.json other.json --engine evaluator --test reset_state --data none \
  --junit all.xml >"$work/output" 2>"$work/errors" || code=$?
[[ $code -eq 2 ]] || complain "exit code $code instead of 2: verify with bad configs among good ones"
for name in good other; do
  grep -q "^$name on the evaluator: 1 of 1 tests passed" "$work/output" || complain "$name was not verified"
done
grep -qx '2 of 4 configs passed' "$work/output" || complain 'no summary of the configs'
grep -q '^bad.json:/parameters/rows: 0 is out of range' "$work/errors" || complain 'bad.json was not refused'
grep -q '^none.json: cannot be read' "$work/errors" || complain 'none.json was not refused'
grep -q '<testsuites name="winnow verify" tests="4" failures="0" errors="2"' all.xml || complain 'the JUnit file has other figures'
[[ ! -e winnow-out/bad ]] || complain 'a folder for a bad config'

printf '%s runs with bad input\n' "$cases"
[[ $failures -eq 0 ]] && printf 'PASS\n'
