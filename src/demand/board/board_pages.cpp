#include "demand/board/board_pages.hpp"

#include <memory>

#include "demand/board/board_model.hpp"
#include "http/form.hpp"
#include "http/rate_limit.hpp"
#include "mail/address.hpp"
#include "members/permission.hpp"

namespace rapport::board {
namespace {

constexpr int kPageSize = 15;

http::Value breadcrumb(std::string_view label, std::string url) {
  return http::Value{}.set("label", label).set("url", url.empty() ? http::Value{} : http::Value(std::move(url)));
}

class BoardPages {
 public:
  BoardPages(const Context& context, int messages_per_minute) : context_(context), limit_(messages_per_minute) {}

  http::Response list(const http::Request& request) const {
    std::optional<MessageId> before;
    if (const auto id = request.query_id("before")) before = MessageId{*id};
    auto found = public_messages(context_.database.session(), request.reader.community, before, kPageSize + 1);
    const bool more = found.size() > kPageSize;
    if (more) found.pop_back();
    http::Value model;
    model.set("nav_support", true);
    model.set("may_answer", members::may(request.reader, members::Permission::answer_board));
    model.set("newest_url", before ? http::Value("/support") : http::Value{});
    model.set("older_url", more ? http::Value("/support?before=" + to_base32(found.back().id)) : http::Value{});
    http::List models;
    for (const auto& message : found) models.push_back(message_model(message));
    model.set("messages", std::move(models));
    return http::page("demand/board/list.html", title(), std::move(model));
  }

  http::Response show(const http::Request& request) const {
    const auto message =
        find_message(context_.database.session(), request.reader.community, request.id_param<MessageId>("message"));
    const bool answers = members::may(request.reader, members::Permission::answer_board);
    if (!message || !may_read(*message, request.reader, answers, std::string(request.query_value("key")))) {
      throw http::NotFound{};
    }
    http::Value model = message_model(*message);
    model.set("nav_support", true);
    model.set("sent", request.query_value("sent") == "1");
    model.set("desk_url", answers ? http::Value("/desk/board?item=" + to_base32(message->id)) : http::Value{});
    model.set("breadcrumbs", http::List{breadcrumb(title(), "/support"), breadcrumb(message->subject, {})});
    return http::page("demand/board/show.html", message->subject, std::move(model));
  }

  http::Response compose(const http::Request& request) const {
    return form_page(request, http::Form{request, context_.messages}, 200);
  }

  http::Response write(const http::Request& request) {
    if (!request.field("website").empty()) return http::redirect("/support");  // a robot: it learns nothing from this
    http::Form form{request, context_.messages};
    NewMessage message{.id = {},
                       .author = request.reader.member,
                       .subject = form.text("subject", 3, 120),
                       .text = form.text("text", 10, 5000),
                       .created_at = context_.clock.now_ms()};
    std::string key;
    if (!request.reader.member) {
      message.name = form.text("name", 1, 60);
      const std::string email = form.text("email", 0, 254);
      if (!email.empty()) message.email = email;
      if (message.email && !mail::is_address(email)) {
        form.fail("email", std::string(context_.messages.text("board_email_wrong")));
      }
      key = new_key();
      message.key_hash = hash_of_key(key);
    }
    if (!form.ok()) return form_page(request, form, 422);
    limit(request);
    store::Transaction transaction{context_.database};
    const auto id = write_message(transaction, context_.ids, request.reader.community, message);
    transaction.commit();
    return http::redirect(message_path(id, message.subject) + "?sent=1" + (key.empty() ? "" : "&key=" + key));
  }

 private:
  std::string title() const { return std::string(context_.messages.text("board_title")); }

  void limit(const http::Request& request) {
    const std::span address{reinterpret_cast<const std::uint8_t*>(request.address.data()), request.address.size()};
    if (const int wait_s = limit_.take(address, context_.clock.now_ms())) throw http::TooManyRequests{wait_s};
  }

  http::Response form_page(const http::Request& request, const http::Form& form, int status) const {
    http::Value model = form.values({"name", "email", "subject", "text"});
    model.set("nav_support", true);
    model.set("is_member", request.reader.member.has_value());
    model.set("breadcrumbs",
              http::List{breadcrumb(title(), "/support"), breadcrumb(context_.messages.text("board_write"), {})});
    return http::page("demand/board/write.html", std::string(context_.messages.text("board_write")), std::move(model),
                      status);
  }

  Context context_;
  http::RateLimit limit_;
};

}  // namespace

void add_board_routes(http::Router& router, const Context& context, int messages_per_minute) {
  const auto pages = std::make_shared<BoardPages>(context, messages_per_minute);
  router.get("/support", [pages](const http::Request& request) { return pages->list(request); });
  router.post("/support", [pages](const http::Request& request) { return pages->write(request); });
  router.get("/support/new", [pages](const http::Request& request) { return pages->compose(request); });
  router.get("/support/{message}", [pages](const http::Request& request) { return pages->show(request); });
}

}  // namespace rapport::board
