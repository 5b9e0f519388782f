# How everything is compiled: C++20, warnings are errors, ccache and mold where present.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Dev CACHE STRING "Dev, Release" FORCE)
endif()
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1" CACHE STRING "Optimized, assertions on" FORCE)
set(CMAKE_C_FLAGS_DEV "-O1 -g1" CACHE STRING "Optimized, assertions on" FORCE)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "What users run" FORCE)

add_library(rapport_options INTERFACE)
target_compile_options(rapport_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  # libstdc++ 12 deprecates what its own stable_sort uses; g++ still warns of deprecated names in our code.
  target_compile_options(rapport_options INTERFACE -Wno-deprecated-declarations)
endif()
target_include_directories(rapport_options INTERFACE ${CMAKE_SOURCE_DIR}/src)

if(RAPPORT_SANITIZE)
  # Sanitizers and the optimizer together take five times as long to compile; without it the tests still end in minutes.
  set(CMAKE_CXX_FLAGS_DEV "-O0 -g1" CACHE STRING "Sanitized" FORCE)
  if(RAPPORT_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-Wno-tsan)  # asio's fences, which g++ says ThreadSanitizer cannot see
  endif()
  add_compile_options(-fsanitize=${RAPPORT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${RAPPORT_SANITIZE})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Relative paths and a known sloppiness let two checkouts, and precompiled headers, share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  # g++ 12 and clang both know -fuse-ld=mold.
  add_link_options(-fuse-ld=mold)
endif()
