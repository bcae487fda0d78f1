#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `winnow simulate` on ELSA's accelerator: Verilator gives the same figures as the reference model, and a core that is not
# what the model says ends the command with exit code 1. A fault is planted in the Verilog on its way to Verilator.
#   simulate_engines_test.sh WINNOW
set -euo pipefail
program=$(realpath -- "${1:?the program}")
project=${WINNOW_SOURCE_DIR:?the folder of the project}
verilator=$(command -v verilator)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd -- "$work"

fail() {
  printf 'FAIL: %s\n' "$*"
  exit 1
}

# A case of one head: 20 queries and 20 keys of 8 elements, multiples of 1/8 from -4 to 4 (float16), always the same ones.
matrix() { # FILE SEED
  local file=$1 state=$2 text body='' i
  text="{'descr': '<f2', 'fortran_order': False, 'shape': (1, 1, 20, 8), }"
  printf '\x93NUMPY\x01\x00\x76\x00%-117s\n' "$text" >"$file"
  # Halves from 0.5 to 3.5, either sign.
  local high=(38 3c 3e 40 41 42 43 b8 bc be c0 c1 c2 c3)
  for ((i = 0; i < 160; ++i)); do
    state=$(((state * 1103515245 + 12345) % 2147483648))
    body+="\\x00\\x${high[$((state / 65536 % 14))]}"
  done
  printf '%b' "$body" >>"$file"
}
mkdir -p data/model/case bin
matrix data/model/case/Q.npy 1
matrix data/model/case/K.npy 2
matrix data/model/case/V.npy 3

cat >bin/verilator <<END
#!/usr/bin/env bash
arguments=()
for argument in "\$@"; do
  if [[ -e $work/fault && \$argument == */sram_shell.v ]]; then
    # The lowest bit of what is read is wrong.
    sed 's/read_q <= memory\[address\];/read_q <= memory[address] ^ 1;/' "\$argument" >"$work/sram_shell.v"
    cmp -s "\$argument" "$work/sram_shell.v" && exit 1
    argument=$work/sram_shell.v
  fi
  arguments+=("\$argument")
done
exec "$verilator" "\${arguments[@]}"
END
chmod +x bin/verilator
PATH=$work/bin:$PATH
simulate() { "$program" simulate "$project/configs/elsa_small.json" --data data --degree 0,1,4 -q "$@"; }

for engine in model verilator; do
  simulate --engine "$engine" --json >"$engine.json"
  grep -q "\"engine\": \"$engine\"" "$engine.json" || fail "$engine: another engine ran"
done
diff <(grep -v '"engine"' model.json) <(grep -v '"engine"' verilator.json) || fail 'the engines give unlike figures'
[[ $(grep -c '"execution_spent"' model.json) -eq 6 ]] || fail 'three runs and three pools do not say what cycles went to'

touch fault
code=0
simulate --engine verilator -o out >output.txt 2>errors.txt || code=$?
[[ $code -eq 1 ]] || fail "exit code $code, not 1: $(cat errors.txt)"
grep -q '^winnow: .*cycle' errors.txt || fail "what differs is not said: $(cat errors.txt)"
[[ ! -e out && ! -s output.txt ]] || fail 'results of a core that differs are given'
