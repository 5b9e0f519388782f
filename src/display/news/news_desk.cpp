#include "display/news/news_desk.hpp"

#include <memory>

#include "display/news/news_pages.hpp"
#include "display/news/news_store.hpp"
#include "display/news/news_writing.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"
#include "text/markdown.hpp"

namespace rapport::display {
namespace {

constexpr int kListed = 200;
// Who speaks for the products speaks for the enterprise here, too.
constexpr auto kPermission = members::Permission::manage_products;

std::string desk_path(NewsId id) {
  return "/desk/news/" + to_base32(id);
}

http::Pairs fields_of(const NewsContent& content) {
  return {{"kind", std::string(to_string(content.kind))},
          {"title", content.title},
          {"summary", content.summary},
          {"text", content.text},
          {"link", content.link}};
}

class NewsDesk {
 public:
  explicit NewsDesk(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    members::require(request, kPermission);
    http::List items;
    for (const auto& item : desk_news(context_.database.session(), request.reader.community, kListed)) {
      items.push_back(news_model(item)
                          .set("desk_url", desk_path(item.id))
                          .set("kind_word", word("news_kind_" + std::string(to_string(item.content.kind)))));
    }
    http::Value model;
    model.set("nav_desk", true);
    model.set("items", std::move(items));
    return http::page("display/news/desk_list.html", word("news_desk"), std::move(model));
  }

  http::Response compose(const http::Request& request) const {
    members::require(request, kPermission);
    http::Request filled;
    filled.form = fields_of({});
    return form_page(http::Form{filled, context_.messages}, {}, {}, 200);
  }

  http::Response create(const http::Request& request) const {
    members::require(request, kPermission);
    http::Form form{request, context_.messages};
    const auto content = read(form);
    if (!form.ok()) return form_page(form, {}, {}, 422);
    if (request.field("action") == "preview") return form_page(form, {}, preview_of(content), 200);
    store::Transaction transaction{context_.database};
    const auto id = add_news(transaction, context_.ids, change_by(request), content);
    finish(transaction, request, id);
    return http::redirect(desk_path(id) + "?saved=1");
  }

  http::Response edit(const http::Request& request) const {
    const auto item = find(context_.database.session(), request);
    http::Request filled;
    filled.form = fields_of(item.content);
    http::Value notice;
    if (request.query_value("saved") == "1") notice.set("saved", true);
    return form_page(http::Form{filled, context_.messages}, item, std::move(notice), 200);
  }

  http::Response save(const http::Request& request) const {
    http::Form form{request, context_.messages};
    store::Transaction transaction{context_.database};
    const auto before = find(transaction, request);
    const auto content = read(form);
    const auto version = form.integer("version", 1, INT64_MAX);
    if (!form.ok()) return form_page(form, before, {}, 422);
    if (request.field("action") == "preview") return form_page(form, before, preview_of(content), 200);
    if (!save_news(transaction, context_.ids, change_by(request), before, version, content)) {
      http::Value notice;
      notice.set("saved_meanwhile", http::Time{before.changed_at});
      return form_page(form, before, std::move(notice), 409);
    }
    finish(transaction, request, before.id);
    return http::redirect(desk_path(before.id) + "?saved=1");
  }

  http::Response publish(const http::Request& request) const {
    store::Transaction transaction{context_.database};
    const auto item = find(transaction, request);
    publish_news(transaction, context_.ids, change_by(request), item, request.field("published") == "yes");
    transaction.commit();
    return http::redirect(desk_path(item.id));
  }

 private:
  std::string word(std::string_view key) const { return std::string(context_.messages.text(key)); }

  Change change_by(const http::Request& request) const {
    return {request.reader.community, request.reader.member, context_.clock.now_ms()};
  }

  NewsItem find(store::Session& session, const http::Request& request) const {
    members::require(request, kPermission);
    auto item = find_news(session, request.reader.community, request.id_param<NewsId>("item"));
    if (!item) throw http::NotFound{};
    return std::move(*item);
  }

  NewsContent read(http::Form& form) const {
    NewsContent content;
    content.kind = news_kind_from(form.choice("kind", {"news", "kept", "kept-late"})).value_or(NewsKind::news);
    content.title = form.text("title", 3, 160);
    content.summary = form.text("summary", 0, 300);
    content.text = form.text("text", 0, 20000);
    content.link = form.text("link", 0, 200);
    if (!content.link.empty() && !is_site_path(content.link)) form.fail("link", word("news_link_wrong"));
    return content;
  }

  /// Publishes what was just saved if that was asked for, and commits.
  void finish(store::Transaction& transaction, const http::Request& request, NewsId id) const {
    if (request.field("action") == "publish") {
      const auto saved = find_news(transaction, request.reader.community, id);
      publish_news(transaction, context_.ids, change_by(request), saved.value(), true);
    }
    transaction.commit();
  }

  static http::Value preview_of(const NewsContent& content) {
    return http::Value{}.set("preview_html", http::Html{text::render_markdown(content.text)});
  }

  /// @param notices  "saved", "saved_meanwhile", "preview_html"
  http::Response form_page(const http::Form& form, const std::optional<NewsItem>& item, http::Value notices,
                           int status) const {
    http::Value model = std::move(notices);
    model.set("nav_desk", true);
    http::Value fields = form.values({"kind", "title", "summary", "text", "link"});
    const std::string chosen(std::get<std::string>(fields.find("kind")->find("value")->data()));
    http::List kinds;
    for (const auto kind : {NewsKind::news, NewsKind::kept, NewsKind::kept_late}) {
      const std::string name(to_string(kind));
      kinds.push_back(
          http::Value{}.set("name", name).set("label", word("news_kind_" + name)).set("chosen", name == chosen));
    }
    model.set("form", std::move(fields));
    model.set("kinds", std::move(kinds));
    model.set("action_url", item ? desk_path(item->id) : "/desk/news");
    if (item) {
      model.set("version", item->version);
      model.set("page_url", news_path(item->id, item->content.title));
      model.set("published", item->published_at.has_value());
    }
    return http::page("display/news/desk_form.html", item ? item->content.title : word("news_new"), std::move(model),
                      status);
  }

  Context context_;
};

}  // namespace

void add_news_desk_routes(http::Router& router, const Context& context) {
  const auto desk = std::make_shared<const NewsDesk>(context);
  router.get("/desk/news", [desk](const http::Request& request) { return desk->list(request); });
  router.post("/desk/news", [desk](const http::Request& request) { return desk->create(request); });
  router.get("/desk/news/new", [desk](const http::Request& request) { return desk->compose(request); });
  router.get("/desk/news/{item}", [desk](const http::Request& request) { return desk->edit(request); });
  router.post("/desk/news/{item}", [desk](const http::Request& request) { return desk->save(request); });
  router.post("/desk/news/{item}/publish", [desk](const http::Request& request) { return desk->publish(request); });
}

}  // namespace rapport::display
