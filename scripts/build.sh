#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev build [PRESET] [TARGET…]
set -euo pipefail
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"
preset=${1:-dev}
shift || true
case $preset in
    dev | release) install_packages build ;;
    asan | tsan | fuzz | tidy) install_packages build fuzz ;;
    *)
        echo "./dev build: there is no preset '$preset' (dev, release, asan, tsan, tidy, fuzz)" >&2
        exit 2
        ;;
esac
werror=OFF
[[ -z ${PARCOURS_WERROR:-} ]] || werror=ON
configured=$(mktemp)
trap 'rm -f "$configured"' EXIT
if ! cmake --preset "$preset" -DPARCOURS_WERROR=$werror >"$configured" 2>&1; then
    cat "$configured" >&2
    exit 1
fi
if [[ $preset != tidy ]]; then
    cmake --build "build/$preset" -j "${PARCOURS_JOBS:-$(nproc)}" ${1:+--target} "$@"
fi
