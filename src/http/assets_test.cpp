#include "http/assets.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/errors.hpp"
#include "http/conditional.hpp"
#include "http/errors.hpp"

using namespace rapport::http;

namespace {

const std::string kStyles(5000, 's');

Assets some_assets(const std::filesystem::path& theme = {}) {
  return Assets(
      {{"app.css", kStyles}, {"vote-form.js", "vote()"}, {"inter-latin-Ab12_xYz.woff2", "font"}, {"notes.txt", "no"}},
      theme);
}

std::string header(const Response& response, std::string_view name) {
  const auto* value = find_header(response, name);
  return value ? *value : "";
}

std::string name_in(const std::string& url) {
  return url.substr(std::string("/assets/").size());
}

}  // namespace

TEST_CASE("an asset's address changes with its contents, and is kept for good") {
  const auto assets = some_assets();
  const auto url = assets.url("app.css");
  CHECK(url.size() == std::string("/assets/app.12345678.css").size());
  const auto response = assets.serve({}, name_in(url));
  CHECK(response.body == kStyles);
  CHECK(header(response, "cache-control") == "public, max-age=31536000, immutable");
  CHECK(header(response, "content-type") == "text/css; charset=utf-8");
  const std::vector<rapport::embedded::File> changed{{"app.css", "other"}};
  CHECK(Assets(changed).url("app.css") != url);
}

TEST_CASE("the plain address works too, for a short time") {
  CHECK(header(some_assets().serve({}, "app.css"), "cache-control") == "public, max-age=300");
}

TEST_CASE("template names find assets whatever signs their names have") {
  const auto assets = some_assets();
  CHECK_FALSE(assets.url("vote_form_js").empty());
  CHECK(assets.url("vote_form_js") == assets.url("vote-form.js"));
  CHECK(assets.url("theme.css").empty());
}

TEST_CASE("what the build named by its hash already keeps its name, and other files are not assets") {
  const auto assets = some_assets();
  CHECK(assets.url("inter-latin-Ab12_xYz.woff2") == "/assets/inter-latin-Ab12_xYz.woff2");
  CHECK(header(assets.serve({}, "inter-latin-Ab12_xYz.woff2"), "cache-control").find("immutable") != std::string::npos);
  CHECK_THROWS_AS(assets.serve({}, "notes.txt"), NotFound);
  CHECK_THROWS_AS(assets.serve({}, "app.00000000.css"), NotFound);
}

TEST_CASE("those who accept it get the compressed form, with an ETag of its own") {
  const auto assets = some_assets();
  Request request;
  request.headers = {{"accept-encoding", "gzip, br"}};
  const auto packed = assets.serve(request, "app.css");
  CHECK(header(packed, "content-encoding") == "gzip");
  CHECK(packed.body.size() < 200);
  CHECK(header(packed, "etag") != header(assets.serve({}, "app.css"), "etag"));
  CHECK(header(assets.serve(request, "inter-latin-Ab12_xYz.woff2"), "content-encoding").empty());
}

TEST_CASE("a theme folder replaces assets and adds its own") {
  const auto theme = std::filesystem::temp_directory_path() / ("rapport-theme-" + std::to_string(::getpid()));
  std::filesystem::create_directories(theme);
  std::ofstream(theme / "app.css") << "of the theme";
  std::ofstream(theme / "theme.css") << ":root { --hue: 20 }";
  const auto assets = some_assets(theme);
  std::filesystem::remove_all(theme);
  CHECK(assets.serve({}, "app.css").body == "of the theme");
  CHECK(assets.url("theme.css").starts_with("/assets/theme."));
  CHECK_THROWS_AS(some_assets(theme), rapport::BadInput);
}
