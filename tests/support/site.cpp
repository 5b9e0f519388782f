#include "support/site.hpp"

#include "store/query.hpp"
#include "support/source_files.hpp"
#include "text/slug.hpp"

namespace rapport::test {
namespace {

constexpr const char* kToken = "the-token-of-this-session";
constexpr const char* kReader = "x-test-reader";  // how a request carries who asks to the identify hook

constexpr const char* kCommunity =
    "INSERT INTO community (community_id, host, name, created_at) VALUES (1, '*', 'Test community', 0)";
constexpr const char* kMember =
    "INSERT INTO member (community_id, member_id, name, handle, email, email_folded, password_hash, role, "
    "confirmed_at, "
    "created_at) VALUES (1, :member_id, :name, :handle, :email, :email, '', :role, :now, :now)";

std::string decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      decoded += text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

void identify(http::Request& request) {
  request.reader.community = CommunityId{1};
  request.csrf_token = kToken;
  const std::string who(request.header(kReader));
  const auto space = who.find(' ');
  if (space == std::string::npos) return;
  request.reader.member = MemberId{std::stoll(who.substr(0, space))};
  request.reader.role = role_from(who.substr(space + 1)).value();
  request.session = who;
}

}  // namespace

Site::Site(const std::function<void(http::Router&, Site&)>& add_routes)
    : messages_(source_files("web/messages", ".json"), "en"),
      views_(source_files("src", ".html"), messages_,
             {.theme = {}, .asset_url = [](std::string_view name) { return "/assets/" + std::string(name); }}),
      live_(*database_) {
  store::execute(*database_->session(), kCommunity);
  add_routes(router_, *this);
  http::Pipeline::Hooks hooks;
  hooks.identify = identify;
  hooks.layout = [](const http::Request& request) {
    return http::Value().set("site_name", "Test community").set("csrf_token", request.csrf_token);
  };
  http::Pipeline::Settings settings;
  settings.requests_per_minute_per_address = 0;  // the clock stands still here
  settings.changes_per_minute_per_member = 0;
  settings.changes_per_minute_per_address = 0;
  pipeline_ = std::make_unique<http::Pipeline>(router_, views_, messages_, clock_, hooks, settings);
}

Site::~Site() = default;

Browser Site::visitor() {
  return Browser{*this, Reader{community(), {}, Role::visitor}, "192.0.2.1"};
}

Browser Site::as(const std::string& name, Role role) {
  auto found = people_.find(name);
  if (found == people_.end()) {
    const Reader reader{community(), ids_.next<MemberId>(), role};
    const std::string handle = text::slug(name);
    store::execute(*database_->session(), kMember, store::arg("member_id", reader.member.value()),
                   store::arg("name", name), store::arg("handle", handle), store::arg("email", handle + "@example.org"),
                   store::arg("role", to_string(role)), store::arg("now", clock_.now_ms()));
    found = people_.emplace(name, reader).first;
  }
  return Browser{*this, found->second, "192.0.2.2"};
}

http::Request Browser::request(http::Method method, std::string_view path_and_query) const {
  http::Request request;
  request.method = method;
  const auto mark = path_and_query.find('?');
  request.path = decode(path_and_query.substr(0, mark));
  if (mark != std::string_view::npos) {
    request.query_string = path_and_query.substr(mark + 1);
    std::string_view rest = request.query_string;
    while (!rest.empty()) {
      const auto pair = rest.substr(0, rest.find('&'));
      rest = pair.size() == rest.size() ? "" : rest.substr(pair.size() + 1);
      const auto equals = pair.find('=');
      request.query.emplace_back(decode(pair.substr(0, equals)),
                                 equals == std::string_view::npos ? "" : decode(pair.substr(equals + 1)));
    }
  }
  request.address = address_;
  request.headers = {{"host", "community.example"}};
  if (reader_.member) {
    request.headers.emplace_back(kReader,
                                 std::to_string(reader_.member->value) + " " + std::string(to_string(reader_.role)));
  }
  for (const auto& cookie : cookies_) {
    if (request.path.starts_with(cookie.path)) request.cookies.emplace_back(cookie.name, cookie.value);
  }
  return request;
}

/// Keeps the cookies that the answer sets.
http::Response Browser::handle(http::Request request) {
  auto response = site_->pipeline_->handle(std::move(request));
  for (const auto& [name, text] : response.headers) {
    if (name != "Set-Cookie") continue;
    const auto equals = text.find('=');
    const auto end = text.find(';');
    const auto path = text.find("; Path=");
    Cookie cookie{text.substr(0, equals), text.substr(equals + 1, end - equals - 1), "/"};
    if (path != std::string::npos) cookie.path = text.substr(path + 7, text.find(';', path + 7) - path - 7);
    std::erase_if(cookies_, [&](const Cookie& old) { return old.name == cookie.name && old.path == cookie.path; });
    if (text.find("; Max-Age=0") == std::string::npos) cookies_.push_back(std::move(cookie));
  }
  return response;
}

http::Response Browser::send(http::Method method, std::string_view path, Fields fields, bool json) {
  auto sent = request(method, path);
  sent.wants_json = json;
  sent.form = std::move(fields);
  if (method == http::Method::post) sent.form.emplace_back("csrf_token", kToken);
  return handle(std::move(sent));
}

http::Response Browser::forge(std::string_view path, Fields fields) {
  auto sent = request(http::Method::post, path);
  sent.form = std::move(fields);
  return handle(std::move(sent));
}

http::Response Browser::upload(std::string_view path, Fields fields, std::vector<http::UploadedFile> files) {
  auto sent = request(http::Method::post, path);
  sent.form = std::move(fields);
  sent.form.emplace_back("csrf_token", kToken);
  sent.files = std::move(files);
  return handle(std::move(sent));
}

}  // namespace rapport::test
