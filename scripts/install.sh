# SPDX-License-Identifier: Apache-2.0
# Sourced: install_packages LIST… lists and installs what is missing of scripts/packages/LIST.txt. Without anything
# missing it touches no network.

assume_yes=${PARCOURS_YES:-}

# take_yes ARGUMENTS…: notices --yes and leaves the others in the array `arguments`.
take_yes() {
    arguments=()
    local argument
    for argument in "$@"; do
        if [[ $argument == --yes ]]; then
            assume_yes=1
            export PARCOURS_YES=1
        else
            arguments+=("$argument")
        fi
    done
}

is_installed() {
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "This needs root, and sudo is not there. As root: $*" >&2
        return 1
    fi
}

lists_updated=""
update_lists() {
    if [[ -z $lists_updated ]]; then
        as_root apt-get update -q
        lists_updated=1
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-remove --no-install-recommends "$@" </dev/null
}

# Boost 1.81's headers cannot stand beside 1.74's: where those are, 1.81's are unpacked under .deps/.
unpack_boost() {
    local packages=("$@") folder=.deps/packages.new link library
    rm -rf .deps/usr "$folder"
    mkdir -p "$folder"
    (cd "$folder" && apt-get download -q "${packages[@]}")
    for package in "$folder"/*.deb; do
        dpkg -x "$package" .deps
    done
    # The links for the linker point at the libraries proper, which are installed the ordinary way.
    for link in .deps/usr/lib/*/*.so; do
        library=${link#.deps}
        ln -sfn "${library%/*}/$(readlink "$link")" "$link"
    done
    rm -rf "$folder"
    printf '%s\n' "${packages[@]}" >.deps/boost.txt
}

install_packages() {
    local list package missing=() unpack=() beside=""
    if is_installed libboost1.74-dev && ! is_installed libboost1.81-dev; then
        beside=1
    fi
    for list in "$@"; do
        while read -r package; do
            if [[ -n $beside && $package == libboost*1.81-dev ]]; then
                unpack+=("$package")
            elif ! is_installed "$package"; then
                missing+=("$package")
            fi
        done < <(sed -e 's/#.*//' -e '/^ *$/d' "scripts/packages/$list.txt")
    done
    if ((${#unpack[@]})) && [[ "$(cat .deps/boost.txt 2>/dev/null)" == "$(printf '%s\n' "${unpack[@]}")" ]]; then
        unpack=()
    fi
    if [[ -z $beside && -e .deps/boost.txt ]]; then
        rm -rf .deps
    fi
    if ((${#missing[@]} + ${#unpack[@]} == 0)); then
        return 0
    fi

    ((${#missing[@]} == 0)) || echo "Missing packages, to be installed with apt: ${missing[*]}"
    ((${#unpack[@]} == 0)) || echo "To be unpacked under .deps/, beside the installed Boost 1.74: ${unpack[*]}"
    if [[ -z $assume_yes && -t 0 ]]; then
        local answer
        read -r -p "Go on? [Y/n] " answer
        case $answer in
            "" | y | Y | yes | o | O | oui) ;;
            *)
                echo "Nothing was installed." >&2
                return 1
                ;;
        esac
    fi
    if ! apt-cache show --no-all-versions "${missing[@]}" "${unpack[@]}" >/dev/null 2>&1; then
        update_lists
    fi
    if ((${#missing[@]})); then
        apt_install "${missing[@]}" || { update_lists && apt_install "${missing[@]}"; }
    fi
    if ((${#unpack[@]})); then
        unpack_boost "${unpack[@]}" || { update_lists && unpack_boost "${unpack[@]}"; }
    fi
}
