#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev fuzz [SECONDS] [NAME…]: each fuzzer for SECONDS (60), with its seeds of tests/fuzz/corpus/NAME.
set -euo pipefail
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"
install_packages build fuzz
seconds=60
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    seconds=$1
    shift
fi
scripts/build.sh fuzz fuzzers
names=("$@")
if ((${#names[@]} == 0)); then
    for program in build/fuzz/bin/fuzz/*; do
        [[ ! -x $program ]] || names+=("${program##*/}")
    done
fi
if ((${#names[@]} == 0)); then
    echo "There are no fuzzers in this tree yet: build/fuzz/bin/fuzz is empty." >&2
    exit 1
fi
for name in "${names[@]}"; do
    if [[ ! -x build/fuzz/bin/fuzz/$name ]]; then
        echo "./dev fuzz: there is no fuzzer '$name'" >&2
        exit 2
    fi
    found=build/fuzz/found/$name
    mkdir -p "$found/corpus"
    seeds=()
    [[ ! -d tests/fuzz/corpus/$name ]] || seeds=("tests/fuzz/corpus/$name")
    echo "fuzzing $name for $seconds s"
    "build/fuzz/bin/fuzz/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$found/corpus" "${seeds[@]}"
done
