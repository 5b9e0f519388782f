#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "http/pipeline.hpp"
#include "http/views.hpp"
#include "members/members.hpp"
#include "store/query.hpp"
#include "support/community.hpp"
#include "support/source_files.hpp"

namespace rapport::test {

/// The pages of src/members in the real pipeline, with real sessions: who asks is known by cookies alone.
class MemberSite : public Community {
 public:
  /// One browser with its cookies, at an address of its own.
  class Browser {
   public:
    explicit Browser(MemberSite& site, std::string address = "192.0.2.1", std::string user_agent = "A Browser/1.0")
        : site_(site), address_(std::move(address)), user_agent_(std::move(user_agent)) {}

    http::Response get(const std::string& path_and_query) { return send(request(path_and_query)); }
    http::Response json(const std::string& path_and_query) {
      auto asked = request(path_and_query);
      asked.wants_json = true;
      return send(std::move(asked));
    }
    http::Response submit(const std::string& path, http::Pairs fields = {}) {
      if (cookies_.empty()) get("/sign-in");
      fields.emplace_back("csrf_token", form_token());
      return post(path, std::move(fields));
    }
    http::Response post(const std::string& path, http::Pairs fields) {
      auto sent = request(path);
      sent.method = http::Method::post;
      sent.form = std::move(fields);
      return send(std::move(sent));
    }

    /// Who the cookies of this moment stand for.
    std::optional<MemberId> member() { return identified().reader.member; }
    std::string form_token() { return identified().csrf_token; }
    std::string cookie(const std::string& name) { return cookies_[name]; }
    void set_cookie(const std::string& name, const std::string& value) { cookies_[name] = value; }

   private:
    http::Request request(const std::string& path_and_query) const {
      http::Request made;
      const auto mark = path_and_query.find('?');
      made.path = path_and_query.substr(0, mark);
      if (mark != std::string::npos) {
        made.query_string = path_and_query.substr(mark + 1);
        const auto equals = made.query_string.find('=');
        made.query.emplace_back(made.query_string.substr(0, equals), made.query_string.substr(equals + 1));
      }
      made.address = address_;
      made.headers = {{"host", "community.example"}, {"user-agent", user_agent_}};
      for (const auto& [name, value] : cookies_) made.cookies.emplace_back(name, value);
      return made;
    }
    http::Request identified() const {
      auto probe = request("/");
      site_.members.identity().identify(probe);
      return probe;
    }
    http::Response send(http::Request sent) {
      auto response = site_.pipeline_->handle(std::move(sent));
      for (const auto& [name, value] : response.headers) {
        if (name != "Set-Cookie") continue;
        const auto equals = value.find('='), end = value.find(';');
        const std::string cookie = value.substr(0, equals);
        if (value.find("Max-Age=0") != std::string::npos) {
          cookies_.erase(cookie);
        } else {
          cookies_[cookie] = value.substr(equals + 1, end - equals - 1);
        }
      }
      return response;
    }

    MemberSite& site_;
    std::string address_;
    std::string user_agent_;
    std::map<std::string, std::string> cookies_;
  };

  http::Messages messages{source_files("web/messages", ".json"), "en"};
  http::Views views{source_files("src", ".html"), messages, {.theme = {}, .asset_url = [](std::string_view name) {
                                                               return "/assets/" + std::string(name);
                                                             }}};
  members::Members members{
      *database, clock, ids, messages, {.origin = "https://community.example"}, members::Passwords::Cost::least()};
  http::Router router;

  MemberSite() {
    members.add_routes(router);
    http::Pipeline::Hooks hooks;
    hooks.identify = [this](http::Request& request) { members.identity().identify(request); };
    hooks.layout = [this](const http::Request& request) { return members.identity().layout(request); };
    http::Pipeline::Settings settings;
    settings.requests_per_minute_per_address = 0;
    settings.changes_per_minute_per_member = 0;
    settings.changes_per_minute_per_address = 0;
    pipeline_ = std::make_unique<http::Pipeline>(router, views, messages, clock, hooks, settings);
  }

  Browser browser(std::string address = "192.0.2.1") { return Browser{*this, std::move(address)}; }

  static constexpr const char* kPassword = "winter tyres in the shed";
  MemberId add_with_password(const std::string& name, const std::string& email, Role role = Role::member) {
    return add(name, email, role, members.site().passwords.hash(kPassword));
  }
  /// A browser in which this member is signed in, by address and password.
  Browser signed_in(const std::string& email, const std::string& password = kPassword) {
    auto made = browser();
    made.submit("/sign-in", {{"email", email}, {"password", password}});
    return made;
  }

  struct Mail {
    std::string to, subject, text;
    /// The path of the link in it.
    std::string link() const {
      const std::string origin = "https://community.example";
      const auto begin = text.find(origin) + origin.size();
      return text.substr(begin, text.find_first_of(" \n", begin) - begin);
    }
  };
  /// What is queued to be sent, the oldest first.
  std::vector<Mail> mails() {
    std::vector<Mail> queued;
    store::each(*database->session(), "SELECT payload FROM job WHERE kind = 'mail.send' ORDER BY job_id",
                [&](std::string payload) {
                  const auto json = nlohmann::json::parse(payload);
                  queued.push_back({json.at("to"), json.at("subject"), json.at("text")});
                });
    return queued;
  }

 private:
  std::unique_ptr<http::Pipeline> pipeline_;
};

inline std::string location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return "";
}

inline bool shows(const http::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace rapport::test
