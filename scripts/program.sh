# SPDX-License-Identifier: Apache-2.0
# Sourced: run_program NAME ARGUMENTS… builds NAME of the release and becomes it, or says that there is none.
run_program() {
    local name=$1
    shift
    # What a program prints may be read by another: the build speaks on stderr.
    scripts/build.sh release "$name" >&2
    if [[ ! -x build/release/bin/$name ]]; then
        echo "There is no program $name in this tree yet: build/release/bin/$name was not built." >&2
        exit 1
    fi
    exec "build/release/bin/$name" "$@"
}
