#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::http {

/// The scripts, styles, fonts and pictures of the interface, served from memory. Each has an address with a hash of its
/// contents, which browsers keep for a year, and a plain one ("/assets/app.css"), which they ask about again.
/// Thread-safe after construction.
class Assets {
 public:
  /// @param theme  a folder whose files (.css, .js, .svg, .woff2, .webp, .png, not those in its subfolders) replace
  ///               embedded ones of the same name or are added; empty: none
  /// @throws BadInput if the folder cannot be read
  explicit Assets(const std::vector<embedded::File>& files, const std::filesystem::path& theme = {});
  ~Assets();

  /// The hashed address of "app.css", or "" if there is no such asset. Any signs other than letters and digits may
  /// stand for one another, since template names have only "_": "vote_form_js" finds "vote-form.js".
  std::string url(std::string_view name) const;

  /// Adds GET /assets/{name}; this object must outlive the router.
  void add_routes(Router& router) const;

  /// @throws NotFound
  Response serve(const Request& request, std::string_view name) const;

 private:
  struct Asset;
  void add(std::string_view name, std::string contents);

  std::map<std::string, std::shared_ptr<Asset>, std::less<>> by_address_;  // by both names it is served under
  std::map<std::string, std::shared_ptr<Asset>, std::less<>> by_name_;     // by the plain name, signs as "_"
};

}  // namespace rapport::http
