# The libraries that we take instead of writing. Header-heavy ones are private to the layer that wraps them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(fmt REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(restinio REQUIRED)
find_package(mimalloc REQUIRED)
pkg_check_modules(ctemplate_pc REQUIRED IMPORTED_TARGET libctemplate)
pkg_check_modules(sodium_pc REQUIRED IMPORTED_TARGET libsodium)
find_library(READSTAT_LIBRARY readstat REQUIRED)  # Debian's package has no description of itself
pkg_check_modules(vips_pc REQUIRED IMPORTED_TARGET vips)

add_library(restinio INTERFACE)
target_link_libraries(restinio INTERFACE restinio::restinio http_parser Threads::Threads)

add_library(ctemplate INTERFACE)
target_link_libraries(ctemplate INTERFACE PkgConfig::ctemplate_pc)

add_library(sodium INTERFACE)
target_link_libraries(sodium INTERFACE PkgConfig::sodium_pc)

add_library(soci INTERFACE)
target_link_libraries(soci INTERFACE soci_core soci_sqlite3 soci_postgresql sqlite3 pq)
target_include_directories(soci SYSTEM INTERFACE /usr/include/soci /usr/include/postgresql)

add_library(readstat INTERFACE)
target_link_libraries(readstat INTERFACE ${READSTAT_LIBRARY})

add_library(cmark_gfm INTERFACE)
target_link_libraries(cmark_gfm INTERFACE cmark-gfm cmark-gfm-extensions)

# Many small pieces of memory, taken and given back at once: a tenth of a page's time and of a small model's. The
# sanitizers bring an allocator of their own.
add_library(allocator INTERFACE)
if(NOT RAPPORT_SANITIZE)
  target_link_libraries(allocator INTERFACE mimalloc)
endif()

add_library(nlohmann_json INTERFACE)  # headers only, on the system's include path

add_library(nlopt INTERFACE)
target_link_libraries(nlopt INTERFACE nlopt_cxx)
