// Reads the #include lines of src/ and holds them to the map in ARCHITECTURE.md: what a folder may include.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

using Names = std::set<std::string>;

const Names kPlatform{"base", "store", "spine", "http", "text", "mail", "jobs", "files", "members"};

Names with(Names names, const std::string& one) {
  names.insert(one);
  return names;
}

const std::map<std::string, Names> kMayInclude{
    {"base", {"base"}},
    {"stats", {"base", "stats"}},
    {"lab", {"base", "stats", "lab"}},
    {"store", {"base", "store"}},
    {"spine", {"base", "store", "spine"}},
    {"http", {"base", "http"}},
    {"text", {"base", "store", "text"}},
    {"jobs", {"base", "store", "jobs"}},
    {"files", {"base", "store", "files"}},
    {"mail", {"base", "store", "jobs", "mail"}},
    {"members", kPlatform},
    {"display", with(kPlatform, "display")},
    {"demand", with(kPlatform, "demand")},
    {"dialogue", with(kPlatform, "dialogue")},
    {"exchange", with(kPlatform, "exchange")},
    {"research", with(with(kPlatform, "research"), "stats")},
};

struct Include {
  std::string from;  // "dialogue/topics/topic_pages.cpp"
  std::string to;    // "members/permission.hpp"
};

std::vector<Include> includes() {
  const std::filesystem::path root = std::filesystem::path(RAPPORT_SOURCE_DIR) / "src";
  const std::regex line_form(R"(^\s*#include\s+["<]([^">]+)[">].*)");
  std::vector<Include> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") continue;
    std::ifstream file(entry.path());
    std::smatch match;
    for (std::string line; std::getline(file, line);) {
      if (std::regex_match(line, match, line_form)) {
        found.push_back({std::filesystem::relative(entry.path(), root).string(), match[1]});
      }
    }
  }
  return found;
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

bool is_test(const std::string& path) {
  return path.ends_with("_test.cpp");
}

}  // namespace

TEST_CASE("includes follow the layers and never point back") {
  const auto all = includes();
  REQUIRE(all.size() > 100);
  for (const auto& [from, to] : all) {
    const auto rule = kMayInclude.find(folder_of(from));
    if (rule == kMayInclude.end()) continue;  // app/: the one place that knows everything
    const bool ours = kMayInclude.contains(folder_of(to)) || folder_of(to) == "app";
    CAPTURE(from);
    CAPTURE(to);
    if (ours && to.find('/') != std::string::npos) CHECK(rule->second.contains(folder_of(to)));
  }
}

TEST_CASE("SQL stays in the store files: nobody else sees SOCI") {
  for (const auto& [from, to] : includes()) {
    if (is_test(from) || folder_of(from) == "store") continue;
    CAPTURE(from);
    if (to == "store/query.hpp" || to.starts_with("soci")) CHECK(from.ends_with("_store.cpp"));
  }
}

TEST_CASE("heavy headers stay where they are wrapped") {
  const std::vector<std::pair<std::string, std::string>> wrapped{{"restinio", "http/server"},
                                                                 {"ctemplate", "http/"},
                                                                 {"prometheus", "http/metrics"},
                                                                 {"unicode/msgfmt", "http/messages"}};
  for (const auto& [from, to] : includes()) {
    CAPTURE(from);
    CAPTURE(to);
    for (const auto& [library, wrapper] : wrapped) {
      if (to.starts_with(library)) CHECK(from.starts_with(wrapper));
    }
    const bool header = from.ends_with(".hpp");
    if (header && (to.starts_with("nlohmann") || to.starts_with("Eigen")))
      CHECK((folder_of(from) == "stats" || folder_of(from) == "app"));
  }
}
