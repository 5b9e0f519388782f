#include "display/help/faq_desk.hpp"

#include <memory>

#include "display/help/faq_store.hpp"
#include "display/help/faq_writing.hpp"
#include "display/products/product_store.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"
#include "text/markdown.hpp"

namespace rapport::display {
namespace {

constexpr int kLastPlace = 1000;

std::string desk_path(FaqId id) {
  return "/desk/faq/" + to_base32(id);
}

http::Pairs fields_of(const FaqContent& content) {
  return {{"category", content.category},
          {"question", content.question},
          {"answer", content.answer},
          {"product", content.product ? to_base32(*content.product) : ""},
          {"position", std::to_string(content.position)}};
}

class FaqDesk {
 public:
  explicit FaqDesk(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    members::require(request, members::Permission::manage_faq);
    http::List entries;
    for (const auto& [entry, votes] : desk_faq(context_.database.session(), request.reader.community)) {
      http::Value model;
      model.set("question", entry.content.question);
      model.set("category", entry.content.category);
      model.set("desk_url", desk_path(entry.id));
      model.set("published", entry.published_at.has_value());
      model.set("helped", votes.yes);
      model.set("did_not_help", votes.no);
      entries.push_back(std::move(model));
    }
    http::Value model;
    model.set("nav_desk", true);
    model.set("entries", std::move(entries));
    return http::page("display/help/desk_list.html", word("help_desk"), std::move(model));
  }

  http::Response compose(const http::Request& request) const {
    members::require(request, members::Permission::manage_faq);
    http::Request filled;
    filled.form = fields_of({});
    return form_page(request, http::Form{filled, context_.messages}, {}, {}, 200);
  }

  http::Response create(const http::Request& request) const {
    members::require(request, members::Permission::manage_faq);
    const std::string action = request.field("action");
    http::Form form{request, context_.messages};
    store::Transaction transaction{context_.database};
    const auto content = read(form, request, transaction, action == "preview");
    if (!form.ok()) return form_page(request, form, {}, {}, 422);
    if (action == "preview") return form_page(request, form, {}, preview_of(content), 200);
    const auto id = add_faq(transaction, context_.ids, change_by(request), content);
    finish(transaction, request, id);
    return http::redirect(desk_path(id) + "?saved=1");
  }

  http::Response edit(const http::Request& request) const {
    const auto entry = find(context_.database.session(), request);
    http::Request filled;
    filled.form = fields_of(entry.content);
    http::Value notice;
    if (request.query_value("saved") == "1") notice.set("saved", true);
    return form_page(request, http::Form{filled, context_.messages}, entry, std::move(notice), 200);
  }

  http::Response save(const http::Request& request) const {
    const std::string action = request.field("action");
    http::Form form{request, context_.messages};
    store::Transaction transaction{context_.database};
    const auto before = find(transaction, request);
    const auto content = read(form, request, transaction, action == "preview");
    const auto version = form.integer("version", 1, INT64_MAX);
    if (!form.ok()) return form_page(request, form, before, {}, 422);
    if (action == "preview") return form_page(request, form, before, preview_of(content), 200);
    if (!save_faq(transaction, context_.ids, change_by(request), before, version, content)) {
      http::Value notice;
      notice.set("saved_meanwhile", http::Time{before.changed_at});
      return form_page(request, form, before, std::move(notice), 409);
    }
    finish(transaction, request, before.id);
    return http::redirect(desk_path(before.id) + "?saved=1");
  }

  http::Response publish(const http::Request& request) const {
    store::Transaction transaction{context_.database};
    const auto entry = find(transaction, request);
    publish_faq(transaction, context_.ids, change_by(request), entry, request.field("published") == "yes");
    transaction.commit();
    return http::redirect(desk_path(entry.id));
  }

  http::Response ask_to_remove(const http::Request& request) const {
    const auto entry = find(context_.database.session(), request);
    http::Value model;
    model.set("nav_desk", true);
    model.set("question", entry.content.question);
    model.set("desk_url", desk_path(entry.id));
    return http::page("display/help/desk_remove.html", word("help_remove_title"), std::move(model));
  }

  http::Response remove(const http::Request& request) const {
    store::Transaction transaction{context_.database};
    remove_faq(transaction, context_.ids, change_by(request), find(transaction, request));
    transaction.commit();
    return http::redirect("/desk/faq");
  }

 private:
  std::string word(std::string_view key) const { return std::string(context_.messages.text(key)); }

  Change change_by(const http::Request& request) const {
    return {request.reader.community, request.reader.member, context_.clock.now_ms()};
  }

  FaqEntry find(store::Session& session, const http::Request& request) const {
    members::require(request, members::Permission::manage_faq);
    auto entry = find_faq(session, request.reader.community, request.id_param<FaqId>("entry"));
    if (!entry) throw http::NotFound{};
    return std::move(*entry);
  }

  /// @param unfinished  a preview, which needs no category yet
  FaqContent read(http::Form& form, const http::Request& request, store::Session& session, bool unfinished) const {
    FaqContent content;
    content.category = form.text("category", unfinished ? 0 : 2, 60);
    content.question = form.text("question", 5, 200);
    content.answer = form.text("answer", 5, 20000);
    content.position = request.field("position").empty() ? 0 : form.integer("position", 0, kLastPlace);
    const std::string product = request.field("product");
    if (product.empty()) return content;
    content.product = from_base32(product);
    if (!content.product || !find_product(session, request.reader.community, ProductId{*content.product})) {
      form.fail("product", word("form_not_an_option"));
    }
    return content;
  }

  /// Publishes what was just saved if that was asked for, and commits.
  void finish(store::Transaction& transaction, const http::Request& request, FaqId id) const {
    if (request.field("action") == "publish") {
      const auto saved = find_faq(transaction, request.reader.community, id);
      publish_faq(transaction, context_.ids, change_by(request), saved.value(), true);
    }
    transaction.commit();
  }

  static http::Value preview_of(const FaqContent& content) {
    return http::Value{}.set("preview_html", http::Html{text::render_markdown(content.answer)});
  }

  /// @param notices  "saved", "saved_meanwhile", "preview_html"
  http::Response form_page(const http::Request& request, const http::Form& form, const std::optional<FaqEntry>& entry,
                           http::Value notices, int status) const {
    auto session = context_.database.session();
    http::Value model = std::move(notices);
    model.set("nav_desk", true);
    http::Value fields = form.values({"category", "question", "answer", "product", "position"});
    const std::string chosen(std::get<std::string>(fields.find("product")->find("value")->data()));
    http::List products;
    for (const auto& card : desk_products(session, request.reader.community)) {
      const std::string id = to_base32(card.id);
      products.push_back(http::Value{}.set("id", id).set("name", card.name).set("chosen", id == chosen));
    }
    model.set("form", std::move(fields));
    model.set("products", std::move(products));
    http::List categories;
    for (auto& name : faq_categories(session, request.reader.community)) categories.push_back(std::move(name));
    model.set("categories", std::move(categories));
    model.set("action_url", entry ? desk_path(entry->id) : "/desk/faq");
    if (entry) {
      model.set("version", entry->version);
      model.set("page_url", faq_path(entry->id, entry->content.question));
      model.set("published", entry->published_at.has_value());
    }
    return http::page("display/help/desk_form.html", entry ? entry->content.question : word("help_new"),
                      std::move(model), status);
  }

  Context context_;
};

}  // namespace

void add_faq_desk_routes(http::Router& router, const Context& context) {
  const auto desk = std::make_shared<const FaqDesk>(context);
  router.get("/desk/faq", [desk](const http::Request& request) { return desk->list(request); });
  router.post("/desk/faq", [desk](const http::Request& request) { return desk->create(request); });
  router.get("/desk/faq/new", [desk](const http::Request& request) { return desk->compose(request); });
  router.get("/desk/faq/{entry}", [desk](const http::Request& request) { return desk->edit(request); });
  router.post("/desk/faq/{entry}", [desk](const http::Request& request) { return desk->save(request); });
  router.post("/desk/faq/{entry}/publish", [desk](const http::Request& request) { return desk->publish(request); });
  router.get("/desk/faq/{entry}/remove", [desk](const http::Request& request) { return desk->ask_to_remove(request); });
  router.post("/desk/faq/{entry}/remove", [desk](const http::Request& request) { return desk->remove(request); });
}

}  // namespace rapport::display
