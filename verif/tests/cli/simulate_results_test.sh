#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The results in docs/simulate.md, and what docs/cores/filter.md takes from them, are what winnow simulate gives on the
# whole tree of activations. Needs WINNOW_DATA (docs/data.md).
#   simulate_results_test.sh WINNOW
set -euo pipefail
program=$(realpath -- "${1:?the program}")
project=${WINNOW_SOURCE_DIR:?the folder of the project}
if [[ -z ${WINNOW_DATA:-} ]]; then
  echo 'skipped: WINNOW_DATA is not set'
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
"$program" simulate "$project/configs/dota_filter.json" --data "$WINNOW_DATA" --tokens 2,4,8 --keep 0.05,0.1,0.2 \
  -o "$work/loads" -q

# Rows of the pooled table and of the heads' table, which has three columns before n and gives the range.
awk -F ' *\\| *' '
  /^## Heads/ { heads = 1 }
  heads && NF > 14 && $5 ~ /^[0-9]+$/ {
    key = $5 " " $6 " " $7
    if (!(key in least) || $10 < least[key]) least[key] = $10
    if (!(key in most) || $10 > most[key]) most[key] = $10
  }
  !heads && NF > 13 && $2 ~ /^[0-9]+$/ {
    key = $2 " " $3 " " $4
    row[key] = $8 " " $9 " " $10 " " $11 " " $14
  }
  function differs(a, b) { return a - b > 0.0051 || b - a > 0.0051 }  # two digits of three
  FILENAME ~ /docs\/simulate.md$/ && NF == 11 && $2 ~ /^[0-9]+$/ {
    key = $2 " " $3 " " $4
    ++rows
    split($7, range, " to ")
    given = $5 " " $6 " " $8 " " $9 " " $10
    if (given != row[key]) { print "docs/simulate.md: " key ": " given "; measured " row[key]; wrong = 1 }
    if (differs(range[1], least[key]) || differs(range[2], most[key])) {
      print "docs/simulate.md: " key ": " $7 "; measured " least[key] " to " most[key]
      wrong = 1
    }
  }
  FILENAME ~ /filter.md$/ { text = text " " $0 }
  END {
    if (rows < 20) { print "docs/simulate.md: no table"; exit 1 }
    split(row["512 4 0.1"], value, " ")
    sentence = sprintf("needs %s loads per connection (no order needs fewer than %s, left-to-right order %s) and issues a round in %.0f of 100 cycles", value[2], value[1], value[3], 100 * value[5])
    if (index(text, sentence) == 0) { print "docs/cores/filter.md: does not say: " sentence; wrong = 1 }
    print rows " rows"
    exit wrong
  }' "$work/loads/simulate.md" "$project/docs/simulate.md" "$project/docs/cores/filter.md"
