#include "http/multipart.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "http/errors.hpp"
#include "http/urlencoded.hpp"

namespace rapport::http {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A parameter of a header such as: form-data; name="title"; filename="a \"b\".png". Browsers escape quotes in names
/// as %22 and send backslashes as they are, so only \" is an escape here.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  std::size_t position = header.find(';');
  while (position != std::string_view::npos) {
    const auto equals = header.find('=', position);
    if (equals == std::string_view::npos) return std::nullopt;
    const auto key = lower(trim(header.substr(position + 1, equals - position - 1)));
    std::string value;
    auto rest = equals + 1;
    if (rest < header.size() && header[rest] == '"') {
      for (++rest; rest < header.size() && header[rest] != '"'; ++rest) {
        if (header[rest] == '\\' && rest + 1 < header.size() && header[rest + 1] == '"') ++rest;
        value += header[rest];
      }
      position = header.find(';', std::min(rest, header.size()));
    } else {
      position = header.find(';', rest);
      value = trim(header.substr(rest, position == std::string_view::npos ? position : position - rest));
    }
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string base_name(std::string_view filename) {
  const auto folder = filename.find_last_of("/\\");
  return std::string(folder == std::string_view::npos ? filename : filename.substr(folder + 1));
}

struct PartHeader {
  std::string name;
  std::optional<std::string> filename;
  std::string content_type = "application/octet-stream";
};

PartHeader read_header(std::string_view text, const MultipartLimits& limits) {
  if (text.size() > limits.header_bytes) throw BadRequest("A part of the form has a header that is too long.");
  PartHeader header;
  bool named = false;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto key = lower(trim(line.substr(0, colon)));
    const auto value = trim(line.substr(colon + 1));
    if (key == "content-type") header.content_type = lower(value);
    if (key != "content-disposition") continue;
    if (auto name = parameter(value, "name")) {
      header.name = std::move(*name);
      named = true;
    }
    if (const auto filename = parameter(value, "filename")) header.filename = base_name(*filename);
  }
  if (!named) throw BadRequest("A part of the form has no name.");
  if (header.name.size() > limits.name_bytes || header.filename.value_or("").size() > limits.name_bytes) {
    throw BadRequest("A field or file of the form has a name that is too long.");
  }
  if (!is_text(header.name) || !is_text(header.filename.value_or(""))) {
    throw BadRequest("A field or file of the form has a name that is not valid text (UTF-8).");
  }
  return header;
}

void keep(Multipart& form, PartHeader header, std::string_view contents, const MultipartLimits& limits) {
  if (!header.filename) {
    if (contents.size() > limits.field_bytes) throw PayloadTooLarge{};
    if (!is_text(contents)) throw BadRequest("A field of the form is not valid text (UTF-8).");
    form.fields.emplace_back(std::move(header.name), contents);
  } else if (!header.filename->empty() || !contents.empty()) {
    if (form.files.size() == limits.files) throw BadRequest("The form has more files than this site accepts.");
    form.files.push_back(
        {std::move(header.name), std::move(*header.filename), std::move(header.content_type), std::string(contents)});
  }
}

}  // namespace

Multipart parse_multipart(std::string_view content_type, std::string_view body, const MultipartLimits& limits) {
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) throw BadRequest("The form has no usable boundary.");
  const auto delimiter = "\r\n--" + *boundary;
  const auto first = std::string_view(delimiter).substr(2);
  auto position = body.starts_with(first) ? 0 : body.find(delimiter);
  if (position == std::string_view::npos) throw BadRequest("The form ends before its first part.");
  position += position == 0 && body.starts_with(first) ? first.size() : delimiter.size();

  Multipart form;
  for (std::size_t parts = 0; !body.substr(position).starts_with("--"); ++parts) {
    if (parts == limits.parts) throw BadRequest("The form has more fields than this site accepts.");
    const auto header_begin = body.find("\r\n", position);
    const auto header_end = header_begin == std::string_view::npos ? header_begin : body.find("\r\n\r\n", header_begin);
    const auto end = header_end == std::string_view::npos ? header_end : body.find(delimiter, header_end + 2);
    if (end == std::string_view::npos) throw BadRequest("The form ends in the middle of a part.");
    if (header_end == header_begin) throw BadRequest("A part of the form has no name.");
    auto header = read_header(body.substr(header_begin + 2, header_end - header_begin - 2), limits);
    const auto begin = std::min(header_end + 4, end);
    keep(form, std::move(header), body.substr(begin, end - begin), limits);
    position = end + delimiter.size();
  }
  return form;
}

}  // namespace rapport::http
