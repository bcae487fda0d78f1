#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A fault is planted in the Verilog on its way to Verilator; the replay command that winnow verify prints must then
# fail in the very same way. The fault shows late and in one configuration only, so that a command without the
# engine, the cycles, the overrides or the data would pass or fail elsewhere.
#   replay_test.sh WINNOW
set -euo pipefail
program=$(realpath -- "${1:?the program}")
verilator=$(command -v verilator)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd -- "$work"

fail() {
  printf 'FAIL: %s\n' "$*"
  exit 1
}

mkdir bin faulty
cat >bin/verilator <<EOF
#!/usr/bin/env bash
arguments=()
for argument in "\$@"; do
  if [[ \$argument == */rtl/planted.v ]]; then
    # Row 1's valid is wrong in every cycle from the 4000th on.
    sed -E 's/^  assign row_valid_o = (.*);(.*)/  integer age = 0;\n  always @(posedge clk_i) if (age < 4000) age <= age + 1;\n  assign row_valid_o = \1 ^ ((age == 4000) << 1);\2/' \
      "\$argument" >"$work/faulty/planted.v"
    argument=$work/faulty/planted.v
  fi
  arguments+=("\$argument")
done
exec "$verilator" "\${arguments[@]}"
EOF
chmod +x bin/verilator
PATH=$work/bin:$PATH
winnow() { "$program" "$@"; }

cat >'a config.json' <<'EOF'
{"winnow": 1, "core": "rmmu", "name": "planted", "parameters": {"columns": 1, "rows": 1, "precisions": [2]}}
EOF

code=0
winnow verify 'a config.json' -o 'an output' --engine both --seed 3 --cycles 9000 --data none --set rows=2 \
  >output 2>errors || code=$?
cat output
[[ $code -eq 1 ]] || { cat errors && fail "exit code $code instead of 1"; }
grep -q '^planted on the evaluator: .* 0 mismatches, 0 errors' output || fail 'the evaluator found a fault'
grep -q '^planted on the verilator: .* [1-9] mismatches, 0 errors' output || fail 'Verilator did not find the fault'
grep -q '^planted: random seed 3: cycle 400[0-9], port row_valid_o: expected ' errors || fail 'no line about the mismatch'
replay=$(sed -n 's/^  replay: //p' errors | head -n 1)
printf 'replay: %s\n' "$replay"
[[ $replay == winnow\ verify\ * ]] || fail 'no replay command'
grep -qF -- "\"replay\": \"$replay\"" 'an output/failure.json' || fail 'failure.json has another command'
grep -qF -- "\"replay\": \"$replay\"" 'an output/verify.json' || fail 'verify.json has another command'
grep -qF -- "&#10;replay   $replay</failure>" 'an output/junit.xml' ||
  fail 'junit.xml has another command'
cp 'an output/failure.json' first.json

code=0
eval "$replay" >output 2>errors || code=$?
[[ $code -eq 1 ]] || { cat errors && fail "the replay's exit code is $code instead of 1"; }
diff first.json 'an output/failure.json' || fail 'the replay failed in another way'
grep -q '^planted on the verilator: 0 of 1 tests passed, 1 mismatches' output || fail 'the replay ran other tests'
printf 'PASS\n'
