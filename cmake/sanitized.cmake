# SPDX-License-Identifier: Apache-2.0
# Twins of our libraries, compiled with the address and undefined-behaviour sanitizers inside a build that has
# none: what a fuzzer runs, and nothing else, costs the extra compilation.

set(winnow_sanitizer_flags -fsanitize=address,undefined)
# Whatever the build type is: -O1 runs quickly enough and compiles in half the time, line numbers are for the reports.
set(winnow_sanitized_compile_flags -O1 -g1 ${winnow_sanitizer_flags} -fno-sanitize-recover=all -fno-omit-frame-pointer
  -Wno-maybe-uninitialized)

# winnow_sanitized_links(RESULT library...): the same list with each of our own libraries replaced by its twin. In a
# build that is sanitized as a whole, the libraries themselves.
function(winnow_sanitized_links result)
  set(links)
  foreach(library IN LISTS ARGN)
    if(library MATCHES "^winnow_" AND TARGET ${library} AND NOT WINNOW_SANITIZE)
      winnow_sanitized_twin(${library})
      list(APPEND links ${library}_sanitized)
    else()
      list(APPEND links ${library})
    endif()
  endforeach()
  set(${result} ${links} PARENT_SCOPE)
endfunction()

# winnow_sanitized_twin(NAME): the library NAME_sanitized, of the same sources, linked with twins.
function(winnow_sanitized_twin name)
  set(twin ${name}_sanitized)
  if(TARGET ${twin})
    return()
  endif()
  get_target_property(folder ${name} SOURCE_DIR)
  get_target_property(sources ${name} SOURCES)
  get_target_property(includes ${name} INTERFACE_INCLUDE_DIRECTORIES)
  get_target_property(libraries ${name} INTERFACE_LINK_LIBRARIES)
  list(FILTER libraries EXCLUDE REGEX "winnow_options|LINK_ONLY")
  winnow_sanitized_links(links ${libraries})
  list(TRANSFORM sources PREPEND ${folder}/ REGEX "^[^/]")
  add_library(${twin} STATIC ${sources})
  target_include_directories(${twin} PUBLIC ${includes})
  target_compile_options(${twin} PRIVATE ${winnow_sanitized_compile_flags})
  target_link_libraries(${twin} PUBLIC ${links} PRIVATE winnow_options)
endfunction()

# winnow_sanitized_executable(NAME SOURCES ... LINK ...): a program, and all of our libraries below it, with sanitizers.
function(winnow_sanitized_executable name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  winnow_sanitized_links(links ${ARG_LINK})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${links} winnow_options)
  if(NOT WINNOW_SANITIZE)
    target_compile_options(${name} PRIVATE ${winnow_sanitized_compile_flags})
    target_link_options(${name} PRIVATE ${winnow_sanitizer_flags})
  endif()
endfunction()
