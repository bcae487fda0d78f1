#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A fixed sample of mutants through the command: the score, the files, the replay of a killed one.
#   sample_test.sh WINNOW
set -euo pipefail
winnow=$(realpath -- "${1:?the program}")
configs=${WINNOW_SOURCE_DIR:?}/configs
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd -- "$work"

fail() {
  printf 'FAIL: %s\n' "$*"
  exit 1
}
field() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$2" | head -1; }

printf 'rmmu_odd: 80 mutants\n'
"$winnow" verify "$configs/rmmu_odd.json" -o odd --mutants 80 --mutants-required 95 --data none || fail 'the score'
[[ $(field mutants odd/mutants.json) == 80 ]] || fail 'mutants.json has another number of mutants'
grep -q '"name": "mutants"' odd/verify.json || fail 'verify.json has no result for the score'

printf 'the same seed and another number of threads: the same mutants\n'
"$winnow" verify "$configs/rmmu_fx16.json" -o one --mutants 20 --data none --jobs 1 -q
"$winnow" verify "$configs/rmmu_fx16.json" -o two --mutants 20 --data none --jobs 3 -q
cmp one/mutants.json two/mutants.json || fail 'the number of threads made a difference'
"$winnow" verify "$configs/rmmu_fx16.json" -o two --mutants 20 --data none --seed 2 -q
! cmp -s one/mutants.json two/mutants.json || fail 'another seed gave the same mutants'

printf 'a killed mutant alone\n'
# mutants.json has fate after number, and the place of the failure at the end of the entry.
killed=$(grep -B1 '"fate": "killed"' one/mutants.json | sed -n 's/.*"mutant": \([0-9]*\),.*/\1/p' | head -1)
entry=$(sed -n "/\"mutant\": $killed,/,/^    }/p" one/mutants.json)
value() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" <<<"$entry"; }
cp -r one/rtl rtl
code=0
"$winnow" verify "$configs/rmmu_fx16.json" -o one --mutant "$killed" --test "$(value test)" --data none \
  >output 2>errors || code=$?
[[ $code -eq 1 ]] || fail "exit code $code of a killed mutant"
folder=one/mutants/$killed
[[ $(field cycle "$folder/failure.json") == "$(value cycle)" ]] || fail 'the mutant fails at another cycle'
[[ $(field port "$folder/failure.json") == "$(value port)" ]] || fail 'the mutant fails at another port'
grep -q "^mutant $killed: rtl/" errors || fail 'the fault is not described'
diff -r rtl one/rtl || fail 'a mutant changed the Verilog of the core'
module=$(value module)
! cmp -s "one/rtl/$module.v" "$folder/$module.v" || fail 'the faulty module is not there'
replay=$(sed -n 's/^ *"replay": "\(.*\)",\{0,1\}$/\1/p' "$folder/failure.json")
[[ $replay == *" --mutant $killed "* ]] || fail "another replay command than expected: $replay"
code=0
bash -c "${replay/#winnow/$winnow}" >output 2>errors || code=$?
[[ $code -eq 1 ]] || fail "exit code $code of the replay"

printf 'PASS\n'
