# rapport_layer(NAME USES layers… [LIBRARIES targets…] [DATABASE_TESTS])
#
# One folder src/NAME is one static library; its *_test.cpp files become the program NAME_tests. With DATABASE_TESTS that
# program runs twice, over SQLite and over a PostgreSQL that tests/with_postgres starts for it.
add_library(rapport_test_main STATIC EXCLUDE_FROM_ALL tests/support/main.cpp)
target_link_libraries(rapport_test_main PRIVATE rapport_options)

# A fresh database per test (tests/support/database.hpp), for the layers that keep something.
add_library(rapport_test_database STATIC EXCLUDE_FROM_ALL tests/support/database.cpp tests/support/source_files.cpp
            tests/support/smtp_server.cpp)
target_link_libraries(rapport_test_database PUBLIC rapport_store)
target_include_directories(rapport_test_database PUBLIC tests)
target_compile_definitions(rapport_test_database PRIVATE RAPPORT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# A feature's routes in the real pipeline, without sockets (tests/support/site.hpp), for the layers that have pages.
add_library(rapport_test_site STATIC EXCLUDE_FROM_ALL tests/support/site.cpp)
target_link_libraries(rapport_test_site PUBLIC rapport_test_database rapport_spine rapport_http rapport_text)

function(rapport_precompile target)
  if(NOT RAPPORT_PCH)
    return()
  endif()
  if(TARGET rapport_pch)
    target_precompile_headers(${target} REUSE_FROM rapport_pch)
  else()
    message(FATAL_ERROR "rapport_pch must exist first")
  endif()
endfunction()

if(RAPPORT_PCH)
  file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "")
  add_library(rapport_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
  target_link_libraries(rapport_pch PRIVATE rapport_options)
  target_precompile_headers(rapport_pch PRIVATE <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <filesystem> <fstream>
    <functional> <iostream> <map> <memory> <mutex> <optional> <set> <span> <sstream> <stdexcept> <string> <string_view>
    <thread> <tuple> <unordered_map> <utility> <variant> <vector>)
endif()

# clang-tidy beside the compiler, so that a later run looks only at what changed. Tests are left out: doctest's macros
# make each cost three times as much, and what clang-tidy finds in them is the macros.
function(rapport_tidy target)
  if(RAPPORT_TIDY)
    set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "${RAPPORT_TIDY};--quiet")
    get_target_property(sources ${target} SOURCES)
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS ${CMAKE_SOURCE_DIR}/.clang-tidy)
  endif()
endfunction()

function(rapport_layer name)
  cmake_parse_arguments(LAYER "DATABASE_TESTS" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test\\.cpp|/main\\.cpp)$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/empty_${name}.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/empty_${name}.cpp)
  endif()

  add_library(rapport_${name} STATIC ${sources})
  target_link_libraries(rapport_${name} PUBLIC rapport_options fmt::fmt Threads::Threads)
  foreach(used IN LISTS LAYER_USES)
    target_link_libraries(rapport_${name} PUBLIC rapport_${used})
  endforeach()
  target_link_libraries(rapport_${name} PUBLIC ${LAYER_LIBRARIES})
  rapport_precompile(rapport_${name})
  rapport_tidy(rapport_${name})

  if(RAPPORT_TESTS AND tests)
    add_executable(${name}_tests ${tests})
    target_link_libraries(${name}_tests PRIVATE rapport_${name} rapport_test_main rapidcheck)
    if(LAYER_DATABASE_TESTS)
      target_link_libraries(${name}_tests PRIVATE rapport_test_database)
    endif()
    if("members" IN_LIST LAYER_USES OR name STREQUAL "members")
      target_link_libraries(${name}_tests PRIVATE rapport_test_site)
    endif()
    target_include_directories(${name}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    rapport_precompile(${name}_tests)
    rapport_register_tests(${name}_tests unit ${LAYER_DATABASE_TESTS})
  endif()
endfunction()

# rapport_register_tests(TARGET LABEL DATABASES): DATABASES true runs it over both databases.
function(rapport_register_tests target label databases)
  if(databases)
    add_test(NAME ${target}.sqlite COMMAND ${target})
    set_tests_properties(${target}.sqlite PROPERTIES LABELS ${label} ENVIRONMENT "RAPPORT_TEST_DATABASE=sqlite")
    add_test(NAME ${target}.postgresql COMMAND ${CMAKE_SOURCE_DIR}/tests/with_postgres $<TARGET_FILE:${target}>)
    set_tests_properties(${target}.postgresql PROPERTIES LABELS ${label})
  else()
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES LABELS ${label})
  endif()
endfunction()
