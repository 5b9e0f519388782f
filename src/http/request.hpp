#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/reader.hpp"
#include "http/errors.hpp"

namespace rapport::http {

enum class Method { get, post };  // HEAD arrives as GET; its body is dropped on the way out

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// The first value under a name, or null. Names compare exactly.
const std::string* find(const Pairs& pairs, std::string_view name);

struct UploadedFile {
  std::string field, filename, content_type, contents;
};

/// What a handler sees of a request. A plain value: tests make one without sockets.
struct Request {
  Method method = Method::get;
  std::string path;          // decoded, without ".json" and query: "/community/riding"
  std::string query_string;  // as received, without "?"
  Pairs query;               // decoded
  Pairs headers;             // names in lower case
  Pairs cookies;
  Pairs form;  // fields of an urlencoded or multipart body
  std::vector<UploadedFile> files;
  std::string body;     // as received, when it is neither of the two
  std::string address;  // of the client, IPv4 or IPv6 in text; behind a configured proxy the one it reports
  bool https = false;
  bool wants_json = false;  // Accept: application/json, or a path that ended in .json
  std::string id;           // of the request, for the log and for error pages
  Pairs params;             // path parameters, set by the router
  std::string route;        // the matched pattern, for metrics: "/community/{section}"

  Reader reader;           // who asks
  std::string csrf_token;  // what this reader's forms must carry
  std::string session;     // token of the session or visitor cookie; empty if neither
  Pairs set_cookies;       // name and the rest ("value; Path=/; …"), to be sent with whatever the answer is

  /// A header by its lower-case name, or "".
  std::string_view header(std::string_view name) const;
  /// A path parameter as text. @throws NotFound if the route has none of that name
  const std::string& param(std::string_view name) const;
  /// A path parameter that ends in an id: "winter-range-1x9k2f7q" or "1x9k2f7q". @throws NotFound if it is none
  template <class Strong>
  Strong id_param(std::string_view name) const {
    return Strong{id_number(param(name))};
  }
  /// A query parameter, or "".
  std::string_view query_value(std::string_view name) const;
  /// An id from the query (base 32), if it is there and well-formed.
  std::optional<std::int64_t> query_id(std::string_view name) const;
  /// A form field with line ends made "\n", ill-formed UTF-8 and control characters replaced (base/utf8.hpp) and outer
  /// white space removed, or "".
  std::string field(std::string_view name) const;
  /// All values of a form field, as of check boxes, each cleaned likewise.
  std::vector<std::string> fields(std::string_view name) const;

  /// The id at the end of a slug. @throws NotFound if there is none
  static std::int64_t id_number(std::string_view slug);
};

}  // namespace rapport::http
