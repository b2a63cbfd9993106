#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev bench [--json] [NAME…]: the figures of the libraries whose name holds one of these, or without names those and
# the whole process over HTTP, which takes a quarter of an hour and some gigabytes under TMPDIR.
set -euo pipefail
. scripts/install.sh
take_yes "$@"
install_packages build >&2
names=()
json=()
for each in "${arguments[@]}"; do
    if [[ $each == --json ]]; then json=(--json); else names+=("$each"); fi
done
programs=(parcours-bench)
if [[ ${#names[@]} -eq 0 ]]; then
    programs+=(parcours-bench-hello parcours-bench-reads parcours-demo parcours-generate)
fi
scripts/build.sh release "${programs[@]}" >&2
build/release/bin/parcours-bench "${json[@]}" "${names[@]}"
if [[ ${#names[@]} -eq 0 ]]; then tests/benchmarks/whole_process.py "${json[@]}"; fi
