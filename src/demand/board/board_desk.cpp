#include "demand/board/board_desk.hpp"

#include <map>
#include <memory>

#include "demand/board/board_model.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"
#include "text/markdown.hpp"

namespace rapport::board {
namespace {

constexpr int kListed = 100;
constexpr std::size_t kExcerptCharacters = 90;
constexpr std::size_t kLongestAnswer = 8000;

const std::map<std::string, Verdict> kVerdicts{{"approve", Verdict::approve},
                                               {"hide", Verdict::hide},
                                               {"show", Verdict::show},
                                               {"close", Verdict::close},
                                               {"reopen", Verdict::reopen}};

std::string desk_path(MessageId id, bool all) {
  return std::string("/desk/board?") + (all ? "all=1&" : "") + "item=" + to_base32(id);
}

class BoardDesk {
 public:
  explicit BoardDesk(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    members::require(request, members::Permission::answer_board);
    std::optional<MessageId> chosen;
    if (const auto id = request.query_id("item")) chosen = MessageId{*id};
    return desk_page(request, chosen, http::Form{request, context_.messages}, {}, 200);
  }

  http::Response act(const http::Request& request) const {
    members::require(request, members::Permission::answer_board);
    const auto id = request.id_param<MessageId>("message");
    const std::string action = request.field("action");
    if (action == "answer" || action == "preview") return answer(request, id, action == "preview");
    const auto verdict = kVerdicts.find(action);
    if (verdict == kVerdicts.end()) throw http::BadRequest("This button is not known here.");
    store::Transaction transaction{context_.database};
    judge_message(transaction, context_.ids, find(transaction, request, id),
                  {request.reader.community, id, request.reader.member, context_.clock.now_ms()}, verdict->second);
    transaction.commit();
    return http::redirect(desk_path(id, true));
  }

 private:
  http::Response answer(const http::Request& request, MessageId id, bool preview) const {
    http::Form form{request, context_.messages};
    const std::string text = form.text("text", 2, kLongestAnswer);
    if (!form.ok()) return desk_page(request, id, form, {}, 422);
    if (preview) return desk_page(request, id, form, text, 200);
    store::Transaction transaction{context_.database};
    answer_message(transaction, context_, request.reader.community, find(transaction, request, id),
                   members::require_member(request), text);
    transaction.commit();
    return http::redirect(desk_path(id, true));
  }

  Message find(store::Session& session, const http::Request& request, MessageId id) const {
    auto message = find_message(session, request.reader.community, id);
    if (!message) throw http::NotFound{};
    return std::move(*message);
  }

  http::Response desk_page(const http::Request& request, std::optional<MessageId> chosen, const http::Form& form,
                           const std::string& preview, int status) const {
    auto session = context_.database.session();
    const bool all = request.query_value("all") == "1" || request.method == http::Method::post;
    const auto found = all ? latest_messages(session, request.reader.community, kListed)
                           : waiting_messages(session, request.reader.community, kListed);
    if (!chosen && !found.empty()) chosen = found.front().id;
    http::List items;
    for (const auto& message : found) {
      http::Value item = message_model(message);
      item.set("desk_url", desk_path(message.id, all));
      item.set("excerpt", text::excerpt(message.text, kExcerptCharacters));
      item.set("chosen", message.id == chosen);
      item.set("open", !message.hidden_at && !message.done_at);
      items.push_back(std::move(item));
    }
    http::Value model;
    model.set("nav_desk", true);
    model.set("all", all);
    model.set("items", std::move(items));
    if (chosen) model.set("message", pane_model(find(session, request, *chosen), form, preview));
    return http::page("demand/board/desk.html", std::string(context_.messages.text("board_desk")), std::move(model),
                      status);
  }

  http::Value pane_model(const Message& message, const http::Form& form, const std::string& preview) const {
    http::Value model = message_model(message);
    model.set("action_url", "/desk/board/" + to_base32(message.id));
    model.set("has_email", message.email.has_value());
    model.set("done", message.done_at.has_value());
    model.set("form", form.values({"text"}));
    model.set("preview_html",
              preview.empty() ? http::Value{} : http::Value(http::Html{text::render_markdown(preview)}));
    if (!message.answers.empty()) model.set("last_answer", message.answers.back().text);
    return model;
  }

  Context context_;
};

}  // namespace

void add_desk_routes(http::Router& router, const Context& context) {
  const auto desk = std::make_shared<const BoardDesk>(context);
  router.get("/desk/board", [desk](const http::Request& request) { return desk->list(request); });
  router.post("/desk/board/{message}", [desk](const http::Request& request) { return desk->act(request); });
}

}  // namespace rapport::board
