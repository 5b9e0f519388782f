#pragma once

#include <string_view>
#include <vector>

/// Files that the build puts into the binary (cmake/Embed.cmake). Paths are relative to the embedded folder.
namespace rapport::embedded {

struct File {
  std::string_view path;      // "display/products/show.html"
  std::string_view contents;  // lives as long as the program
};

std::vector<File> templates();   // src/**/*.html
std::vector<File> migrations();  // src/**/*.sql
std::vector<File> messages();    // web/messages/*.json
std::vector<File> assets();      // web/dist/*
std::vector<File> example();     // example/: the example community
std::vector<File> studies();     // studies/*.json

}  // namespace rapport::embedded
