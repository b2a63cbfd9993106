# SPDX-License-Identifier: Apache-2.0

# add_program(NAME SOURCES ... PRIVATE ...): an executable in bin/, from folders and vendors (as for add_layer).
function(add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 program "" "" "SOURCES;PRIVATE")
    if(program_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "add_program(${name}): unknown arguments ${program_UNPARSED_ARGUMENTS}")
    endif()
    add_executable(${name} ${program_SOURCES})
    parcours_resolve(private everywhere ${program_PRIVATE})
    target_link_libraries(${name} PRIVATE ${private})
endfunction()

# add_fuzzer(NAME SOURCES ... PRIVATE ...): a libFuzzer program in bin/fuzz/, built by the preset fuzz only.
function(add_fuzzer name)
    if(NOT PARCOURS_FUZZ)
        return()
    endif()
    add_program(${name} ${ARGN})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/fuzz")
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name})
endfunction()
