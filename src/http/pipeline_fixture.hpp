#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/errors.hpp"
#include "http/errors.hpp"
#include "http/pipeline.hpp"

namespace rapport::http::test {

/// A pipeline over a handful of routes, each showing one thing; the same for the tests of pipeline and server.
class House {
 public:
  static constexpr const char* token = "token-of-the-session";
  static Pipeline::Settings unlimited() {
    return {.requests_per_minute_per_address = 0,
            .changes_per_minute_per_member = 0,
            .changes_per_minute_per_address = 0,
            .origin = ""};
  }

  explicit House(Pipeline::Settings settings = unlimited(), std::function<void(Request&)> then_identify = {},
                 std::function<Value(const Request&)> layout = {}, Metrics* metrics = nullptr,
                 AccessLog* access_log = nullptr) {
    add_routes();
    Pipeline::Hooks hooks;
    hooks.identify = [then_identify](Request& request) {
      request.csrf_token = token;
      if (then_identify) then_identify(request);
    };
    hooks.layout = std::move(layout);
    hooks.metrics = metrics;
    hooks.access_log = access_log;
    pipeline_ = std::make_unique<Pipeline>(router_, views_, messages_, clock_, hooks, settings);
  }

  Pipeline& pipeline() { return *pipeline_; }
  Router& router() { return router_; }
  FixedClock& clock() { return clock_; }

  static Request request(std::string path) {
    Request request;
    request.path = std::move(path);
    request.address = "192.0.2.1";
    request.headers = {{"host", "community.example"}};
    return request;
  }
  Response get(std::string path) { return pipeline_->handle(request(std::move(path))); }
  Response post(std::string path, Pairs form) {
    auto posted = request(std::move(path));
    posted.method = Method::post;
    posted.form = std::move(form);
    return pipeline_->handle(std::move(posted));
  }

 private:
  void add_routes() {
    const auto model = [] { return Value().set("name", "Ada & Bob"); };
    router_.get("/hello", [model](const Request&) { return page("hello.html", "Hello", model()); });
    router_.get("/part", [model](const Request&) { return fragment("hello.html", model()); });
    router_.get("/large", [](const Request&) { return bytes("text/plain", std::string(30'000, 'x')); });
    router_.get("/picture", [](const Request&) { return bytes("image/png", std::string(30'000, 'x')); });
    router_.get("/form", [](const Request&) { return bytes("text/plain", "a form"); });
    router_.post("/form", [](const Request& posted) { return bytes("text/plain", posted.field("name")); });
    router_.post("/small", [](const Request&) { return bytes("text/plain", "kept"); }, {.body_limit = 64});
    router_.post("/hook", [](const Request&) { return bytes("text/plain", "heard"); }, {.csrf = false});
    router_.get("/split", [](const Request&) {
      return bytes("text/plain", "").header("X-Name", "Ada\r\nSet-Cookie: session=forged");
    });
    router_.get("/address", [](const Request& asked) { return bytes("text/plain", asked.address); });
    router_.get("/throw/{what}", [](const Request& asked) -> Response {
      const auto& what = asked.param("what");
      if (what == "bad-request") throw BadRequest("There is no <page> of that number.");
      if (what == "sign-in") throw SignInRequired{};
      if (what == "csrf") throw CsrfMismatch{};
      if (what == "too-many") throw TooManyRequests{7};
      if (what == "too-large") throw PayloadTooLarge{};
      if (what == "unavailable") throw Unavailable("secret detail");
      if (what == "fault") throw std::runtime_error("secret detail");
      throw NotFound{};
    });
  }

  static std::vector<embedded::File> templates() {
    return {{"hello.html", "<p>{{name}}</p>"},
            {"http/templates/layout.html", "<title>{{title}}</title>{{>BODY}}"},
            {"http/templates/error.html", "<p>{{explanation}}</p><p>{{next}}</p><p>{{request_id}}</p>"}};
  }
  static std::vector<embedded::File> words() {
    static const std::string english = [] {
      std::string all = "{";
      for (const auto* status : {"400", "401", "403", "404", "405", "408", "413", "429", "431", "500", "503"}) {
        for (const auto* part : {"title", "text", "next"}) {
          const std::string word =
              status == std::string("503") && part == std::string("title") ? "This site is busy" : part;
          all += "\"error_" + std::string(status) + "_" + part + "\":\"" + word + "\",";
        }
      }
      return all + "\"other\":\"\"}";
    }();
    return {{"en.json", english}};
  }

  FixedClock clock_{1'800'000'000'000};
  Router router_;
  Messages messages_{words(), "en"};
  Views views_{
      templates(), messages_, {.theme = {}, .asset_url = [](std::string_view name) { return std::string(name); }}};
  std::unique_ptr<Pipeline> pipeline_;
};

}  // namespace rapport::http::test
