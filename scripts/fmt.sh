#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev fmt [--check]
set -euo pipefail
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"
install_packages fmt
how=(-i)
if [[ ${1:-} == --check ]]; then
    how=(--dry-run -Werror)
elif [[ -n ${1:-} ]]; then
    echo "./dev fmt: unknown argument '$1' (only --check)" >&2
    exit 2
fi
git ls-files -z --cached --others --exclude-standard '*.cpp' '*.hpp' |
    xargs -0 -r -n 20 -P "$(nproc)" clang-format-16 "${how[@]}" --style=file
