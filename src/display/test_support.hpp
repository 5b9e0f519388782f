#pragma once

#include <doctest/doctest.h>

#include <string>

#include "display/display.hpp"
#include "display/help/faq_writing.hpp"
#include "display/media/media_store.hpp"
#include "display/products/publishing.hpp"
#include "spine/event.hpp"
#include "support/site.hpp"

namespace rapport::display {

/// The display pages over a fresh database, and verbs to put things on show.
struct DisplaySite : test::Site {
  DisplaySite()
      : Site([](http::Router& router, test::Site& site) {
          add_routes(router, site.database(), site.clock(), site.ids(), site.messages());
        }) {}

  Change now() { return {community(), {}, clock().now_ms()}; }

  ProductId show_product(const std::string& slug, const ProductContent& content,
                         const std::vector<Picture>& pictures = {}) {
    store::Transaction transaction{database()};
    const auto id = import_product(transaction, ids(), now(), slug, content, pictures);
    transaction.commit();
    return id;
  }
  FaqId show_faq(const FaqContent& content) {
    store::Transaction transaction{database()};
    const auto id = import_faq(transaction, ids(), now(), content);
    transaction.commit();
    return id;
  }
  Picture keep_picture(const std::string& alt) {
    store::Transaction transaction{database()};
    const auto name = keep_media(transaction, community(), {"image/svg+xml", "<svg/>", 120, 90}, clock().now_ms());
    transaction.commit();
    return {name, alt, 120, 90};
  }
  std::vector<std::string> event_kinds() {
    std::vector<std::string> kinds;
    for (const auto& event : spine::events_after(database().session(), community(), 0, 1000))
      kinds.push_back(event.kind);
    return kinds;
  }
};

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::string location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return {};
}

inline std::string header(const http::Response& response, const std::string& name) {
  for (const auto& [found, value] : response.headers) {
    if (found == name) return value;
  }
  return {};
}

inline ProductContent bicycle() {
  return {.name = "Aurora S",
          .summary = "The one that does everything",
          .description = "It is **quiet**.",
          .currency = "EUR",
          .variants = {{"Size M, 500 Wh", "AUS-M", 319900, "in stock"}, {"Size L, 720 Wh", "AUS-L", 359900, "2 weeks"}},
          .specifications = {{"Weight", "24.1 kg"}, {"Brakes", "Hydraulic discs"}}};
}

}  // namespace rapport::display
