# SPDX-License-Identifier: Apache-2.0
# What every target of the project shares: warnings, paths relative to the project in source
# locations (so that two clones emit the same bytes), and the two ways to declare a target.

option(WINNOW_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)
option(WINNOW_WERROR "Treat compiler warnings as errors" ON)

# ccache makes the second build of the same sources a matter of seconds; a launcher chosen by the caller wins.
find_program(WINNOW_CCACHE ccache)
mark_as_advanced(WINNOW_CCACHE)
if(WINNOW_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${WINNOW_CCACHE})
endif()

add_library(winnow_options INTERFACE)
target_compile_features(winnow_options INTERFACE cxx_std_20)
target_compile_options(winnow_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  # g++ 12 reports overlapping copies in std::string's operator+ where there are none (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${WINNOW_WERROR}>:-Werror>
  -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=
  $<$<BOOL:${WINNOW_SANITIZE}>:-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer>
  # With the sanitizers g++ 12 takes parts of <regex> for uninitialised (GCC bug 105562).
  $<$<AND:$<BOOL:${WINNOW_SANITIZE}>,$<CXX_COMPILER_ID:GNU>>:-Wno-maybe-uninitialized>)
target_link_options(winnow_options INTERFACE
  $<$<BOOL:${WINNOW_SANITIZE}>:-fsanitize=address,undefined>)

# Debug information and the sanitizers' tables name source files in full; only other builds can be searched for
# such names. 1 where programs hold none.
set(WINNOW_PATHLESS $<IF:$<AND:$<CONFIG:Release,MinSizeRel>,$<NOT:$<BOOL:${WINNOW_SANITIZE}>>>,1,0>)

# winnow_library(NAME SOURCES ... LINK ...): a static library; its links are its only way to other rooms.
function(winnow_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE $<BUILD_INTERFACE:winnow_options>)
endfunction()

# winnow_export(NAME AS ... HEADERS ...): the library also belongs to the installed package, as winnow::AS, with these headers
# of its folder; they keep their paths, so that "gen/hdl/..." is the same inside the project and outside.
function(winnow_export name)
  cmake_parse_arguments(ARG "" "AS" "HEADERS" ${ARGN})
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${ARG_AS})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  install(TARGETS ${name} EXPORT winnow
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/winnow COMPONENT library)
endfunction()

# A time limit is there to end what hangs, not to measure: a machine with much else to do has been seen to be sixty
# times slower than a quiet one. Seconds; no test has less.
set(winnow_least_timeout 1800)

# winnow_test(NAME SOURCES ... LINK ... LABELS ... TIMEOUT seconds [COST seconds]): a Boost.Test program known to CTest.
# Every test gets the project's source folder in the environment variable WINNOW_SOURCE_DIR. COST, what it takes on a quiet
# machine, is for the long ones: CTest starts them first, so that none is left alone at the end.
function(winnow_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT;COST" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT BUILD_TESTING)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE BOOST_TEST_DYN_LINK BOOST_TEST_MODULE=${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} winnow_options Boost::unit_test_framework)
  add_test(NAME ${name} COMMAND ${name} --log_level=message)
  if(NOT ARG_TIMEOUT OR ARG_TIMEOUT LESS winnow_least_timeout)
    set(ARG_TIMEOUT ${winnow_least_timeout})
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "WINNOW_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
  if(ARG_COST)
    set_tests_properties(${name} PROPERTIES COST ${ARG_COST})
  endif()
endfunction()
