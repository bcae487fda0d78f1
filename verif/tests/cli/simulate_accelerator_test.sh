#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The results of ELSA's accelerator in docs/simulate.md are what winnow simulate gives on whole captured heads, and what is said
# of them there follows from them. Needs WINNOW_DATA (docs/data.md).
#   simulate_accelerator_test.sh WINNOW           compares
#   simulate_accelerator_test.sh WINNOW --write   puts tables and plot into docs
set -euo pipefail
program=$(realpath -- "${1:?the program}")
project=${WINNOW_SOURCE_DIR:?the folder of the project}
if [[ -z ${WINNOW_DATA:-} ]]; then
  echo 'skipped: WINNOW_DATA is not set'
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
page=$project/docs/simulate.md
plot=$project/docs/images/elsa_simulate.svg

# The cases of the page in one tree, for one table.
mkdir -p "$work/data"
cp -- "$WINNOW_DATA/manifest.json" "$work/data"
for case in use_lite_l0_d64/{jargon_portrait,kjv_eccl}_n{128,512} moonshine_base_enc_d52/librivox_n512; do
  mkdir -p "$work/data/${case%/*}"
  ln -s -- "$WINNOW_DATA/$case" "$work/data/$case"
done
"$program" simulate "$project/configs/elsa.json" --data "$work/data" -o "$work/out" -q

# Tables, without the first line and the heads; after each, an empty line.
sed -e '1,2d' -e '/^## Heads/,$d' "$work/out/simulate.md" | sed -e '$d' >"$work/tables"
begin='<!-- accelerator: written by verif/tests/cli/simulate_accelerator_test.sh -->'
end='<!-- end of accelerator -->'
if [[ ${2:-} == --write ]]; then
  awk -v begin="$begin" -v end="$end" -v tables="$work/tables" '
    $0 == end { skips = 0 }
    !skips { print }
    $0 == begin { skips = 1; while ((getline line < tables) > 0) print line }' "$page" >"$work/page"
  cp -- "$work/page" "$page"
  cp -- "$work/out/simulate.svg" "$plot"
fi
awk -v begin="$begin" -v end="$end" '
  $0 == end { inside = 0 }
  inside { print }
  $0 == begin { inside = 1 }' "$page" >"$work/given"
wrong=0
if ! diff "$work/given" "$work/tables"; then
  echo 'docs/simulate.md: other tables than measured (>)'
  wrong=1
fi
cmp -- "$work/out/simulate.svg" "$plot" || wrong=1

# ELSA, section V-C: without approximation 512 tokens take 1.03 of the ideal machine's time: n/Pa = 128 cycles per query, and
# five more per head (docs/cores/elsa.md, "Timing").
awk -F ' *\\| *' '
  NF == 13 && $3 == 0 {
    ++rows
    tokens = $2 ~ /_n512$/ ? 512 : 128
    if ($7 != $4 * (tokens * tokens / 4 + 5)) { print $2 ": execution takes " $7 " cycles"; wrong = 1 }
    if (tokens == 512 && $10 != "1.031") { print $2 ": " $10 " x ideal, not 1.031"; wrong = 1 }
  }
  END {
    if (rows != 5) { print rows " cases without approximation, not 5"; wrong = 1 }
    exit wrong
  }' "$work/tables" || wrong=1

# The mean over the lines, and over those of 128 tokens that are approximated; the worst head. At most 3 % of mean excess.
awk -F ' *\\| *' '
  FILENAME ~ /tables$/ && NF == 16 && $5 ~ /^[+-][0-9]/ {
    ++lines; sum += $5; over_bound += $7
    if ($6 + 0 > worst) worst = $6 + 0
    if ($2 ~ /_n128$/ && $3 > 0) { ++short; short_sum += $5; short_over_bound += $7 }
    next
  }
  FILENAME !~ /tables$/ { text = text " " $0 }
  END {
    said[1] = sprintf("The mean excess over these %d lines is %.1f %%.", lines, sum / lines)
    said[2] = sprintf("mean of the %d lines of 128 tokens and p > 0: %.1f %%; worst head %.1f %%", short, short_sum / short, worst)
    said[3] = sprintf("the mean excess is %.1f %% over these %d lines, %.1f %% over the %d of 128 tokens", over_bound / lines, lines, short_over_bound / short, short)
    if (lines != 25 || sum / lines > 3) { print lines " lines, mean excess " sum / lines " %"; wrong = 1 }
    for (i = 1; i <= 3; ++i) {
      if (index(text, said[i]) == 0) { print "docs/simulate.md: does not say: " said[i]; wrong = 1 }
    }
    exit wrong
  }' "$work/tables" "$page" || wrong=1
exit "$wrong"
