# SPDX-License-Identifier: Apache-2.0
# What every compilation of this project shares: the language, warnings, hardening, launchers.

option(PARCOURS_WERROR "Treat warnings as errors (on in CI)" OFF)
option(PARCOURS_TESTS "Build the tests" ON)
option(PARCOURS_FUZZ "Build the fuzzers (clang only)" OFF)
option(PARCOURS_HARDEN "Hardened code generation, for what is delivered" OFF)
set(PARCOURS_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
link_libraries(Threads::Threads)

# ccache and mold are used where they are present, and never missed where they are not.
find_program(PARCOURS_CCACHE ccache)
find_program(PARCOURS_MOLD mold)
mark_as_advanced(PARCOURS_CCACHE PARCOURS_MOLD)
if(PARCOURS_CCACHE)
    # Paths relative to the checkout, so that two checkouts share results. Precompiled headers need the sloppiness, and a
    # look at comments: one that differs in nothing else from a kept one is another file to `#pragma once`.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" "CCACHE_COMMENTS=1"
        "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime" "${PARCOURS_CCACHE}")
endif()
if(PARCOURS_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# Paths in messages and debug information start at the root of the checkout; ccache hands over relative ones.
cmake_path(RELATIVE_PATH CMAKE_SOURCE_DIR BASE_DIRECTORY "${CMAKE_BINARY_DIR}" OUTPUT_VARIABLE PARCOURS_TO_SOURCE)
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=" "-ffile-prefix-map=${CMAKE_BINARY_DIR}/="
    "-ffile-prefix-map=${PARCOURS_TO_SOURCE}/=")

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(PARCOURS_WERROR)
    add_compile_options(-Werror)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # So that ccache can keep precompiled headers, which would otherwise hold a time.
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
else()
    add_compile_options(-fpch-preprocess -fcoroutines)
endif()

# The standard library's own cheap checks are on in all builds, as ours are.
add_compile_definitions(_GLIBCXX_ASSERTIONS)

if(PARCOURS_SANITIZE)
    add_compile_options("-fsanitize=${PARCOURS_SANITIZE}" -fno-omit-frame-pointer)
    add_link_options("-fsanitize=${PARCOURS_SANITIZE}")
    if(PARCOURS_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
endif()
if(PARCOURS_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(PARCOURS_HARDEN)
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
        add_compile_options(-fcf-protection=full)
    endif()
    add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
    include(CheckPIESupported)
    check_pie_supported()
endif()
