#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs to a folder, moves that folder, and uses the program there through a symbolic link, from another folder, with the
# source and build trees out of reach. What it generates must be what the build tree's program generates.
#   install_test.sh SOURCE_DIR BUILD_DIR
set -euo pipefail

source_dir=${1:?source folder} build_dir=${2:?build folder}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
  printf 'FAIL: %s\n' "$*" >&2
  exit 1
}

cmake --install "$build_dir" --prefix "$work/first place" >"$work/install.log" || { cat "$work/install.log" && fail 'install'; }
mv -- "$work/first place" "$work/moved here"
installed="$work/moved here"
mkdir -- "$work/links" "$work/elsewhere"
ln -s -- "$installed/bin/winnow" "$work/links/winnow"

for file in bin/winnow share/winnow/rtl_templates/{sram_shell,clock_gate,synchroniser}.v share/winnow/configs/rmmu_small.json \
  share/winnow/verif/data/attention/manifest.json \
  share/doc/winnow/{LICENSE,LICENSE-OUTPUT,NOTICE}; do
  [[ -f $installed/$file ]] || fail "not installed: $file"
done
# Programs and libraries with debug information or sanitizers name their sources.
compiled=()
[[ ${WINNOW_PATHLESS:-1} == 1 ]] || compiled=(--exclude-dir=bin --exclude-dir=lib)
if found=$(grep -rlaF "${compiled[@]}" -- "$source_dir" "$installed"); then
  fail "installed files name the source folder $source_dir: $found"
fi

"$build_dir/gen/cli/winnow" generate "$source_dir/configs/rmmu_small.json" -o "$work/from_build" >/dev/null

# Empty file systems over the source and build trees, in a mount namespace of this command's own.
cat >"$work/use.sh" <<'EOF'
set -euo pipefail
source_dir=$1 build_dir=$2 installed=$3 work=$4
if [[ $5 == hidden ]]; then
  mount -t tmpfs none "$source_dir"
  [[ ! -d $build_dir ]] || mount -t tmpfs none "$build_dir"
  [[ ! -e $source_dir/CMakeLists.txt ]]
fi
cd -- "$work/elsewhere"
export PATH="$work/links:$PATH"
winnow --version
winnow cores | grep -q rmmu
winnow describe rmmu --schema >/dev/null
winnow check "$installed/share/winnow/configs/rmmu_small.json"
winnow generate "$installed/share/winnow/configs/rmmu_small.json" -o generated
# One short test on the smallest core: what is tested is the installation, not the core.
winnow verify "$installed/share/winnow/configs/rmmu_fx16.json" -o verified --test single_product_fx16
winnow synth "$installed/share/winnow/configs/rmmu_fx16.json" -o synthesized
[[ -s verified/verify.json && -s synthesized/synth.json ]]
EOF
namespace=()
if unshare --mount true 2>/dev/null; then
  namespace=(unshare --mount)
elif unshare --map-root-user --mount true 2>/dev/null; then
  namespace=(unshare --map-root-user --mount)
fi
if [[ ${#namespace[@]} -gt 0 ]]; then
  printf 'source and build trees hidden\n'
  "${namespace[@]}" bash "$work/use.sh" "$source_dir" "$build_dir" "$installed" "$work" hidden ||
    fail 'the installed program does not work without the source tree'
else
  printf 'no mount namespaces here: source tree visible, only its name is searched for in the installed files\n'
  bash "$work/use.sh" "$source_dir" "$build_dir" "$installed" "$work" visible || fail 'the installed program does not work'
fi

diff -r -- "$work/from_build" "$work/elsewhere/generated" || fail 'installed and built program generate different files'
printf 'PASS\n'
