#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/value.hpp"

namespace rapport::http {

/// A page still to be rendered: the HTML goes through the template within the layout, JSON is the model itself.
struct View {
  std::string_view template_name;  // "display/products/show.html"; a literal
  std::string title;
  Value model;
  bool fragment = false;  // the template alone, without the layout
};

/// One open stream of server-sent events. Thread-safe; may outlive its connection, after which send answers false.
class EventStream {
 public:
  virtual ~EventStream() = default;
  /// @param id  what the browser sends back as Last-Event-ID after a break; may be empty
  /// @return  false once the client is gone
  virtual bool send(std::string_view event, std::string_view id, std::string_view data) = 0;
  virtual bool is_open() const = 0;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<View> view;
  std::function<void(std::shared_ptr<EventStream>)> on_stream;  // set: the answer is a stream, handed over when open

  /// Adds a header, or replaces the one of that name.
  Response& header(std::string name, std::string value) &;
  Response&& header(std::string name, std::string value) &&;
};

/// A whole page, or its model as JSON, as the client prefers.
Response page(std::string_view template_name, std::string title, Value model, int status = 200);
/// A part of a page, for a script that replaces it; JSON likewise.
Response fragment(std::string_view template_name, Value model, int status = 200);
/// After a POST: 303, so that reloading does not repeat it. A location on this site, beginning with "/";
/// anything else (another site's address in a crafted link) leads to "/".
Response redirect(std::string location);
/// Machine answers that have no page.
Response json(const Value& model, int status = 200);
/// A file to keep: sent as an attachment of that name.
Response download(std::string content_type, std::string filename, std::string contents);
/// A body to be shown in place, such as a picture.
Response bytes(std::string content_type, std::string contents);
/// A stream of server-sent events.
Response events(std::function<void(std::shared_ptr<EventStream>)> on_stream);

}  // namespace rapport::http
