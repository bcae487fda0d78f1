#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks one template at several parameter values.
#   template_test.sh lint MODULE                lint in Verilator, Icarus and Yosys
#   template_test.sh simulate MODULE            self-checking testbench in Icarus
#   template_test.sh mutants MODULE             the testbench must fail on every edit in mutants.txt
# Parameter values: lines "MODULE NAME=VALUE ..." of parameters.txt.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
templates=$(cd -- "$here/../../../rtl_templates" && pwd)
mode=${1:?mode} module=${2:?module}
source_file=$templates/$module.v
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
  printf 'FAIL: %s\n' "$*" >&2
  exit 1
}

lint_one() { # lint_one NAME=VALUE...
  local verilator_options=() yosys_options='' setting
  for setting in "$@"; do
    verilator_options+=("-G$setting")
    yosys_options+=" -chparam ${setting%%=*} ${setting#*=}"
  done
  verilator --lint-only -Wall --top-module "$module" "${verilator_options[@]}" "$source_file" \
    >"$work/verilator.log" 2>&1 || { cat "$work/verilator.log" && fail "verilator: $module $*"; }
  [[ ! -s $work/verilator.log ]] || { cat "$work/verilator.log" && fail "verilator warns: $module $*"; }

  # Icarus cannot set parameters of a design without a testbench through -P unless it is the root, which it is here.
  iverilog -g2005 -Wall -s "$module" "${@/#/-P$module.}" -o "$work/lint.vvp" "$source_file" \
    >"$work/iverilog.log" 2>&1 || { cat "$work/iverilog.log" && fail "iverilog: $module $*"; }
  [[ ! -s $work/iverilog.log ]] || { cat "$work/iverilog.log" && fail "iverilog warns: $module $*"; }

  cp -- "$source_file" "$work/lint.v"
  (cd -- "$work" && yosys -q -e '.*' -p "read_verilog lint.v; hierarchy -check -top $module$yosys_options; proc; opt; \
    memory_collect; check -assert; stat" -l yosys.log >/dev/null 2>&1) ||
    { tail -n 20 "$work/yosys.log" && fail "yosys: $module $*"; }
}

simulate_one() { # simulate_one FILE NAME=VALUE...: prints the testbench's lines, true when it says PASS
  local file=$1
  shift
  iverilog -g2005 -Wall -s "${module}_tb" "${@/#/-P${module}_tb.}" -o "$work/tb.vvp" \
    "$file" "$here/${module}_tb.v" >"$work/compile.log" 2>&1 || return 1
  vvp -n "$work/tb.vvp" </dev/null >"$work/run.log" 2>&1 || return 1
  grep -qx PASS "$work/run.log"
}

count=0
run_mutants() {
  local name expression settings
  while IFS='|' read -r name settings expression; do
    [[ $name == "$module" ]] || continue
    sed -e "$expression" "$source_file" >"$work/mutant.v"
    ! cmp -s "$source_file" "$work/mutant.v" || fail "mutant changes nothing: $expression"
    # A mutant that does not compile would count as found without a reason.
    iverilog -g2005 -s "$module" -o "$work/mutant.vvp" "$work/mutant.v" || fail "mutant does not compile: $expression"
    # shellcheck disable=SC2086  # settings are a list of words
    ! simulate_one "$work/mutant.v" $settings || fail "not noticed: $expression"
    printf 'noticed: %s\n' "$expression"
    count=$((count + 1))
  done < <(grep -v '^#' "$here/mutants.txt")
}

run_parameters() {
  local name rest settings
  while read -r name rest; do
    [[ $name == "$module" ]] || continue
    read -r -a settings <<<"$rest"
    if [[ $mode == lint ]]; then
      lint_one "${settings[@]}"
    else
      simulate_one "$source_file" "${settings[@]}" ||
        { cat "$work/compile.log" "$work/run.log" && fail "$module $rest"; }
      printf '%s %s: %s\n' "$module" "$rest" "$(head -n 1 "$work/run.log")"
    fi
    count=$((count + 1))
  done < <(grep -v '^#' "$here/parameters.txt")
}

case "$mode" in
  lint | simulate) run_parameters ;;
  mutants) run_mutants ;;
  *) fail "unknown mode $mode" ;;
esac
[[ $count -gt 0 ]] || fail "nothing to check for $module"
printf '%s %s: %d checked\n' "$mode" "$module" "$count"
