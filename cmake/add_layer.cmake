# SPDX-License-Identifier: Apache-2.0
# One static library per folder, which sees the folders that it links and no other.

# parcours_resolve(OUT ITEM...): turns names of folders ("infra/vault") and vendors ("rocksdb") into targets.
function(parcours_resolve out)
    set(targets "")
    foreach(item IN LISTS ARGN)
        if(item IN_LIST PARCOURS_VENDORS)
            use_vendor(${item})
            list(APPEND targets "vendor::${item}")
        else()
            string(REPLACE "/" "_" target "${item}")
            list(APPEND targets "parcours::${target}")
        endif()
    endforeach()
    set(${out} "${targets}" PARENT_SCOPE)
endfunction()

# add_layer(NAME SOURCES ... HEADERS ... PUBLIC ... PRIVATE ...)
#   NAME     the folder from the root, such as events or infra/vault
#   SOURCES  its .cpp files; none yet: the layer is an interface library
#   HEADERS  its .hpp files; each must compile alone: as the first thing of its source, or by
#            all_verify_interface_header_sets
#   PUBLIC   folders and vendors that its headers include
#   PRIVATE  folders and vendors that only its sources include
#   PRECOMPILED     headers that most of its sources include and that are slow to compile, compiled once
#   PRECOMPILED_BY  a layer below it, whose precompiled headers it shares
# Includes are written from the root ("events/frame.hpp"). The root itself is on no include path: each folder has a
# root of its own in the build tree with a link to that folder alone, so what is not linked cannot be included.
function(add_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 layer "" "PRECOMPILED_BY" "SOURCES;HEADERS;PUBLIC;PRIVATE;PRECOMPILED")
    if(layer_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "add_layer(${name}): unknown arguments ${layer_UNPARSED_ARGUMENTS}")
    endif()
    string(REPLACE "/" "_" target "${name}")

    set(root "${CMAKE_BINARY_DIR}/include_roots/${target}")
    cmake_path(GET name PARENT_PATH parent)
    file(MAKE_DIRECTORY "${root}/${parent}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/${name}" "${root}/${name}" SYMBOLIC)

    if(layer_SOURCES)
        add_library(${target} STATIC ${layer_SOURCES})
        set(scope PUBLIC)
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(parcours::${target} ALIAS ${target})

    if(layer_HEADERS)
        # What a source of the same name includes first (a test sees to that) is compiled alone by that source.
        set(lone "")
        foreach(header IN LISTS layer_HEADERS)
            string(REGEX REPLACE "hpp$" "cpp" source "${header}")
            if(NOT source IN_LIST layer_SOURCES)
                list(APPEND lone "${root}/${name}/${header}")
            endif()
        endforeach()
        list(TRANSFORM layer_HEADERS PREPEND "${root}/${name}/")
        list(REMOVE_ITEM layer_HEADERS ${lone})
        target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS "${root}" FILES ${layer_HEADERS}
            FILE_SET lone_headers TYPE HEADERS BASE_DIRS "${root}" FILES ${lone})
        set_target_properties(${target} PROPERTIES INTERFACE_HEADER_SETS_TO_VERIFY lone_headers)
    else()
        target_include_directories(${target} ${scope} "${root}")
    endif()
    target_compile_options(${target} ${scope}
        "-ffile-prefix-map=${root}/=" "-ffile-prefix-map=include_roots/${target}/=")

    parcours_resolve(public everywhere ${layer_PUBLIC})
    parcours_resolve(private ${layer_PRIVATE})
    target_link_libraries(${target} ${scope} ${public})
    if(layer_PRECOMPILED)
        list(TRANSFORM layer_PRECOMPILED REPLACE ".+" "\"\\0\"")
        target_precompile_headers(${target} PRIVATE ${layer_PRECOMPILED})
    elseif(layer_PRECOMPILED_BY)
        target_precompile_headers(${target} REUSE_FROM ${layer_PRECOMPILED_BY})
    endif()
    if(layer_SOURCES)
        target_link_libraries(${target} PRIVATE ${private})
    else()
        target_link_libraries(${target} INTERFACE ${private})
    endif()
endfunction()
