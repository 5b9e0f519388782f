#include "http/assets.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <mutex>

#include "base/errors.hpp"
#include "http/compression.hpp"
#include "http/errors.hpp"

namespace rapport::http {
namespace {

constexpr std::string_view kForGood = "public, max-age=31536000, immutable";
constexpr std::string_view kForNow = "public, max-age=300";
constexpr int kSmallest = 9;  // made once, so the most thorough compression is worth it

struct Type {
  std::string_view extension, content_type;
};
constexpr std::array<Type, 6> kTypes{{{".css", "text/css; charset=utf-8"},
                                      {".js", "text/javascript; charset=utf-8"},
                                      {".svg", "image/svg+xml"},
                                      {".woff2", "font/woff2"},
                                      {".webp", "image/webp"},
                                      {".png", "image/png"}}};

const Type* type_of(std::string_view name) {
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& type) { return name.ends_with(type.extension); });
  return found == kTypes.end() ? nullptr : found;
}

std::string hash_of(std::string_view contents) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest;
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(contents.data()),
                     contents.size(), nullptr, 0);
  return fmt::format("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]);
}

std::string sanitized(std::string_view name) {
  std::string result(name);
  for (auto& c : result) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return result;
}

/// Fonts are named from within the styles, where the build has put a hash into their name already.
bool is_hashed_by_the_build(std::string_view name) {
  const auto dash = name.rfind('-');
  return name.ends_with(".woff2") && dash != std::string_view::npos && name.size() - dash == 1 + 8 + 6;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw BadInput("The theme file " + path.string() + " cannot be read.");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

struct Assets::Asset {
  std::string name, hash, hashed_name, content_type, contents;
  std::once_flag packed_once = {};
  std::string packed = {};  // gzip; empty if that is no smaller

  const std::string& gzipped() {
    std::call_once(packed_once, [this] {
      if (!is_compressible(content_type)) return;
      auto smaller = gzip(contents, kSmallest);
      if (smaller.size() < contents.size()) packed = std::move(smaller);
    });
    return packed;
  }
};

Assets::Assets(const std::vector<embedded::File>& files, const std::filesystem::path& theme) {
  for (const auto& file : files) add(file.path, std::string(file.contents));
  if (theme.empty()) return;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(theme, error)) {
    const auto name = entry.path().filename().string();
    if (entry.is_regular_file() && type_of(name)) add(name, read_file(entry.path()));
  }
  if (error) throw BadInput("The theme folder " + theme.string() + " cannot be read.");
}
Assets::~Assets() = default;

void Assets::add(std::string_view name, std::string contents) {
  const auto* type = type_of(name);
  if (!type) return;
  const auto hash = hash_of(contents);
  const auto stem = name.substr(0, name.size() - type->extension.size());
  auto hashed_name =
      is_hashed_by_the_build(name) ? std::string(name) : fmt::format("{}.{}{}", stem, hash, type->extension);
  const std::shared_ptr<Asset> asset(new Asset{.name = std::string(name),
                                               .hash = hash,
                                               .hashed_name = std::move(hashed_name),
                                               .content_type = std::string(type->content_type),
                                               .contents = std::move(contents)});
  by_address_[asset->name] = asset;
  by_address_[asset->hashed_name] = asset;
  by_name_[sanitized(name)] = asset;
}

std::string Assets::url(std::string_view name) const {
  const auto found = by_name_.find(sanitized(name));
  return found == by_name_.end() ? std::string() : "/assets/" + found->second->hashed_name;
}

void Assets::add_routes(Router& router) const {
  router.get("/assets/{name}", [this](const Request& request) { return serve(request, request.param("name")); });
}

Response Assets::serve(const Request& request, std::string_view name) const {
  const auto found = by_address_.find(name);
  if (found == by_address_.end()) throw NotFound{};
  auto& asset = *found->second;
  const bool packed = accepts_gzip(request) && !asset.gzipped().empty();
  auto response = bytes(asset.content_type, packed ? asset.gzipped() : asset.contents);
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("ETag", "\"" + asset.hash + (packed ? "-gz\"" : "\""));
  response.headers.emplace_back("Cache-Control", name == asset.hashed_name ? kForGood : kForNow);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

}  // namespace rapport::http
