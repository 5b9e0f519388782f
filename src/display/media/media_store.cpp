#include "display/media/media_store.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "store/query.hpp"

namespace rapport::display {
namespace {

constexpr const char* kKeep =
    "INSERT INTO media (community_id, file_name, content_type, width, height, base64, created_at) "
    "VALUES (:community_id, :file_name, :content_type, :width, :height, :base64, :created_at) "
    "ON CONFLICT (community_id, file_name) DO NOTHING";
constexpr const char* kFind =
    "SELECT content_type, width, height, base64 FROM media "
    "WHERE community_id = :community_id AND file_name = :file_name";

constexpr std::size_t kHashBytes = 16;  // 128 bits: nobody finds two pictures with one name, or guesses a draft's

std::string ending_of(const std::string& content_type) {
  if (content_type == "image/webp") return ".webp";
  if (content_type == "image/png") return ".png";
  if (content_type == "image/jpeg") return ".jpg";
  if (content_type == "image/svg+xml") return ".svg";
  throw std::invalid_argument("no picture type: " + content_type);
}

const unsigned char* unsigned_bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string file_name_of(const Media& media) {
  std::array<unsigned char, kHashBytes> hash;
  crypto_generichash(hash.data(), hash.size(), unsigned_bytes(media.bytes), media.bytes.size(), nullptr, 0);
  std::string hex(2 * kHashBytes + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex + ending_of(media.content_type);
}

std::string to_base64(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), unsigned_bytes(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its terminating zero
  return text;
}

std::string from_base64(const std::string& text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    throw std::runtime_error("a stored picture is not base 64");
  }
  bytes.resize(length);
  return bytes;
}

}  // namespace

std::string keep_media(store::Transaction& change, CommunityId community, const Media& media, std::int64_t now_ms) {
  std::string file_name = file_name_of(media);
  store::execute(change, kKeep, store::arg("community_id", community), store::arg("file_name", file_name),
                 store::arg("content_type", media.content_type), store::arg("width", media.width),
                 store::arg("height", media.height), store::arg("base64", to_base64(media.bytes)),
                 store::arg("created_at", now_ms));
  return file_name;
}

std::optional<Media> find_media(store::Session& session, CommunityId community, const std::string& file_name) {
  const auto row = store::one<std::string, int, int, std::string>(session, kFind, store::arg("community_id", community),
                                                                  store::arg("file_name", file_name));
  if (!row) return std::nullopt;
  const auto& [content_type, width, height, base64] = *row;
  return Media{content_type, from_base64(base64), width, height};
}

std::string media_path(const std::string& file_name) {
  return "/media/" + file_name;
}

}  // namespace rapport::display
