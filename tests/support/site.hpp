#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/reader.hpp"
#include "http/messages.hpp"
#include "http/pipeline.hpp"
#include "http/router.hpp"
#include "http/views.hpp"
#include "spine/live.hpp"
#include "support/database.hpp"

namespace rapport::test {

class Site;

using Fields = std::vector<std::pair<std::string, std::string>>;

/// One person at the site: sends requests through the real pipeline, with the form token and the cookies that a browser
/// would send. A copy is a second browser that begins with the same cookies.
class Browser {
 public:
  http::Response get(std::string_view path_and_query) { return send(http::Method::get, path_and_query, {}, false); }
  http::Response json(std::string_view path_and_query) { return send(http::Method::get, path_and_query, {}, true); }
  http::Response submit(std::string_view path, Fields fields = {}) {
    return send(http::Method::post, path, std::move(fields), false);
  }
  /// As submit, but as a foreign page would do it: without the token.
  http::Response forge(std::string_view path, Fields fields = {});
  http::Response upload(std::string_view path, Fields fields, std::vector<http::UploadedFile> files);

  const Reader& reader() const { return reader_; }
  MemberId id() const { return reader_.member.value(); }

 private:
  friend class Site;
  Browser(Site& site, Reader reader, std::string address)
      : site_(&site), reader_(reader), address_(std::move(address)) {}
  http::Response send(http::Method method, std::string_view path, Fields fields, bool json);
  http::Request request(http::Method method, std::string_view path_and_query) const;
  http::Response handle(http::Request request);

  struct Cookie {
    std::string name, value, path;
  };
  Site* site_;
  Reader reader_;
  std::string address_;
  std::vector<Cookie> cookies_;
};

/// A feature's routes within the real pipeline (CSRF, limits, errors as pages, templates of the source tree), over a
/// fresh database with one community, without sockets. Who asks is set by as(), not by a password.
///   Site site{[](http::Router& router, Site& site) { topics::add_routes(router, site.database(), site.clock()); }};
///   auto ada = site.as("Ada Kern");
///   CHECK(ada.submit("/community/riding/new", {{"title", "Range"}}).status == 303);
class Site {
 public:
  explicit Site(const std::function<void(http::Router&, Site&)>& add_routes);
  ~Site();

  Browser visitor();
  /// A member of this name and role, made on first use.
  Browser as(const std::string& name, Role role = Role::member);

  store::Database& database() { return *database_; }
  FixedClock& clock() { return clock_; }
  IdSource& ids() { return ids_; }
  const http::Messages& messages() const { return messages_; }
  const http::Views& views() const { return views_; }
  spine::LiveUpdates& live() { return live_; }
  CommunityId community() const { return CommunityId{1}; }

 private:
  friend class Browser;
  FreshDatabase database_;
  FixedClock clock_{1795269909000};  // 21 November 2026
  IdSource ids_{clock_, 0};
  http::Messages messages_;
  http::Views views_;
  spine::LiveUpdates live_;
  http::Router router_;
  std::unique_ptr<http::Pipeline> pipeline_;
  std::map<std::string, Reader> people_;
};

}  // namespace rapport::test
