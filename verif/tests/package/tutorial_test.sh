#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# docs/tutorial.md does what it says: the code that it shows is the code of docs/tutorial, and its commands, run in order against
# a fresh installation, print what it shows.
#   tutorial_test.sh SOURCE_DIR BUILD_DIR CXX_FLAGS
set -euo pipefail

source_dir=${1:?source folder} build_dir=${2:?build folder}
page=$source_dir/docs/tutorial.md
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export HOME=$work CXXFLAGS=${3-} CMAKE_BUILD_PARALLEL_LEVEL=2
failures=0

complain() {
  printf 'FAIL: %s\n' "$*" >&2
  failures=$((failures + 1))
}

compare() { # compare WHAT EXPECTED GOT
  [[ $2 == "$3" ]] || { complain "$1" && diff -- <(printf '%s\n' "$2") <(printf '%s\n' "$3") >&2; } || true
}

# A block of code is the file that the line before it links to, without its licence line.
check_quote() { # check_quote FILE TEXT
  compare "the page and docs/$1 differ" "$2" "$(tail -n +2 -- "$source_dir/docs/$1")"
  quotes=$((quotes + 1))
}

# The commands that stand in winnow's folder. The build is there already, under another name.
run_in_source() { # run_in_source TEXT
  local command
  while IFS= read -r command; do
    [[ $command == scripts/build.sh* ]] && continue
    command=${command//build\/release/\"$build_dir\"}
    (cd -- "$source_dir" && eval "$command") >"$work/log" 2>&1 || { cat -- "$work/log" && complain "$command"; }
  done <<<"$1"
}

run_command() { # run_command COMMAND EXPECTED, in this shell: the page changes folders
  [[ -n $1 ]] || return 0
  eval "$1" >"$work/log" 2>&1 </dev/null || true
  commands=$((commands + 1))
  [[ $2 == '…' ]] || compare "\$ $1" "$2" "$(cat -- "$work/log")"
  if [[ $2 == '…' && $1 == *cmake* ]] && grep -qiE 'error|warning' -- "$work/log"; then
    complain "\$ $1" && cat -- "$work/log" >&2
  fi
}

run_console() { # run_console TEXT
  local line command='' expected=''
  while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then
      run_command "$command" "$expected"
      command=${line#'$ '} expected=''
    else
      expected+=${expected:+$'\n'}$line
    fi
  done <<<"$1"
  run_command "$command" "$expected"
}

quotes=0 commands=0 kind='' file='' text=''
while IFS= read -r line <&3; do
  if [[ -n $kind && $line == '```' ]]; then
    case $kind in
      sh) run_in_source "$text" ;;
      console) run_console "$text" ;;
      *) check_quote "$file" "$text" ;;
    esac
    kind='' file=''
  elif [[ -n $kind ]]; then
    text+=${text:+$'\n'}$line
  elif [[ $line == '```'* ]]; then
    kind=${line#'```'} text=''
  elif [[ $line == '[tutorial/'*'](tutorial/'*')' ]]; then
    file=${line##*](}
    file=${file%)}
  fi
done 3<"$page"

count=$(find "$source_dir/docs/tutorial" -type f | wc -l)
[[ $quotes -eq $count ]] || complain "the page quotes $quotes of the $count files of docs/tutorial"
[[ $commands -ge 15 ]] || complain "only $commands commands were found on the page"
[[ $failures -eq 0 ]] || exit 1
printf '%d files quoted, %d commands run: PASS\n' "$quotes" "$commands"
