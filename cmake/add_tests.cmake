# SPDX-License-Identifier: Apache-2.0
# Tests are registered in ctest by binary or script; scripts/run_tests.py runs them and counts single cases.

# add_layer_tests(NAME SOURCES ... PRIVATE ... [NEEDS kafka] [TIMEOUT seconds] [CONCURRENT] [NO_MAIN])
#   NAME        the folder under tests/, such as events or infra/vault; the binary is events_tests
#   PRIVATE     folders and vendors (as for add_layer) beside tests/support, gtest and rapidcheck
#   NEEDS       what the runner must start first; a test skips itself, with its reason, where it is missing
#   CONCURRENT  also run with the thread sanitizer
#   NO_MAIN     the sources have a main of their own
function(add_layer_tests name)
    cmake_parse_arguments(PARSE_ARGV 1 tests "CONCURRENT;NO_MAIN" "TIMEOUT" "SOURCES;PRIVATE;NEEDS")
    if(tests_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "add_layer_tests(${name}): unknown arguments ${tests_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT tests_SOURCES)
        return()
    endif()
    string(REPLACE "/" "_" target "${name}_tests")
    add_executable(${target} ${tests_SOURCES})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/tests")
    set(vendors gtest rapidcheck)
    if(NOT tests_NO_MAIN)
        list(APPEND vendors gtest_main)
    endif()
    parcours_resolve(private everywhere tests/support ${tests_PRIVATE} ${vendors})
    target_link_libraries(${target} PRIVATE ${private})
    # Headers of this folder are included from the root, as everywhere: "tests/events/…".
    set(root "${CMAKE_BINARY_DIR}/include_roots/${target}")
    cmake_path(GET name PARENT_PATH parent)
    file(MAKE_DIRECTORY "${root}/tests/${parent}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/tests/${name}" "${root}/tests/${name}" SYMBOLIC)
    target_include_directories(${target} PRIVATE "${root}")
    if(PARCOURS_SANITIZE)
        # What is tested is optimised, the tests themselves need not be: they compile in half the time.
        target_compile_options(${target} PRIVATE -O0)
    endif()
    if("commands" IN_LIST tests_PRIVATE OR "projections" IN_LIST tests_PRIVATE OR "query_api" IN_LIST tests_PRIVATE)
        target_precompile_headers(${target} REUSE_FROM domain_tests_precompiled)
    else()
        target_precompile_headers(${target} REUSE_FROM tests_precompiled)
    endif()

    if(NOT tests_TIMEOUT)
        set(tests_TIMEOUT 300)
    endif()
    set(labels gtest)
    foreach(need IN LISTS tests_NEEDS)
        list(APPEND labels "needs_${need}")
    endforeach()
    if(tests_CONCURRENT)
        list(APPEND labels concurrent)
        add_dependencies(concurrent_tests ${target})
    endif()
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES TIMEOUT ${tests_TIMEOUT} LABELS "${labels}"
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" ENVIRONMENT "PARCOURS_SOURCE_DIR=${CMAKE_SOURCE_DIR};PARCOURS_BIN_DIR=${CMAKE_BINARY_DIR}/bin")
endfunction()

# add_script_test(NAME COMMAND ... [TIMEOUT seconds] [NEEDS kafka]): exit 0 passes, 77 skips (the last line says why).
function(add_script_test name)
    cmake_parse_arguments(PARSE_ARGV 1 tests "" "TIMEOUT" "COMMAND;NEEDS")
    if(tests_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "add_script_test(${name}): unknown arguments ${tests_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT tests_TIMEOUT)
        set(tests_TIMEOUT 300)
    endif()
    set(labels script)
    foreach(need IN LISTS tests_NEEDS)
        list(APPEND labels "needs_${need}")
    endforeach()
    add_test(NAME ${name} COMMAND ${tests_COMMAND})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${tests_TIMEOUT} SKIP_RETURN_CODE 77 LABELS "${labels}"
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" ENVIRONMENT "PARCOURS_SOURCE_DIR=${CMAKE_SOURCE_DIR};PARCOURS_BIN_DIR=${CMAKE_BINARY_DIR}/bin")
endfunction()
