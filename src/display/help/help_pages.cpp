#include "display/help/help_pages.hpp"

#include <sodium.h>

#include <array>
#include <memory>

#include "display/help/faq_store.hpp"
#include "display/help/faq_writing.hpp"
#include "display/page_parts.hpp"
#include "members/permission.hpp"
#include "text/search.hpp"

namespace rapport::display {
namespace {

constexpr int kMostHits = 20;

http::Value question_model(const FaqEntry& entry) {
  http::Value model;
  model.set("id", to_base32(entry.id));
  model.set("question", entry.content.question);
  model.set("url", faq_path(entry.id, entry.content.question));
  model.set("answer_html", http::Html{entry.answer_html});
  return model;
}

http::List categories_model(const std::vector<FaqEntry>& entries) {
  http::List categories;
  for (std::size_t i = 0; i < entries.size();) {
    const std::string& name = entries[i].content.category;
    http::List questions;
    for (; i < entries.size() && entries[i].content.category == name; ++i)
      questions.push_back(question_model(entries[i]));
    categories.push_back(http::Value{}.set("name", name).set("questions", std::move(questions)));
  }
  return categories;
}

/// Who votes, so that one person's votes are one; a visitor is the browser's cookie, or failing that the address. Only
/// its hash is kept.
std::string voter_of(const http::Request& request) {
  std::string who = request.reader.member      ? "member " + to_base32(*request.reader.member)
                    : !request.session.empty() ? "session " + request.session
                                               : "address " + request.address;
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(who.data()), who.size(), nullptr,
                     0);
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

class HelpPages {
 public:
  explicit HelpPages(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    const std::string typed = search_words(request);
    http::Value model;
    model.set("nav_help", true);
    model.set("q", typed);
    model.set("may_manage", members::may(request.reader, members::Permission::manage_faq));
    auto session = context_.database.session();
    if (typed.empty()) {
      model.set("categories", categories_model(published_faq(session, request.reader.community)));
    } else {
      http::List hits;
      for (auto& hit : text::search(session, request.reader.community, "faq", typed, kMostHits)) {
        hits.push_back(http::Value{}
                           .set("question", std::move(hit.title))
                           .set("url", std::move(hit.path))
                           .set("excerpt", std::move(hit.excerpt)));
      }
      model.set("hits", std::move(hits));
    }
    return http::page("display/help/list.html", title(), std::move(model));
  }

  http::Response show(const http::Request& request) const {
    auto session = context_.database.session();
    const auto entry = find(session, request);
    const bool may_manage = members::may(request.reader, members::Permission::manage_faq);
    http::Value model = question_model(entry);
    model.set("nav_help", true);
    model.set("category", entry.content.category);
    model.set("changed_at", http::Time{entry.changed_at});
    model.set("published", entry.published_at.has_value());
    model.set("thanked", request.query_value("thanks") == "1");
    model.set("edit_url", may_manage ? http::Value("/desk/faq/" + to_base32(entry.id)) : http::Value{});
    model.set("breadcrumbs", http::List{breadcrumb(title(), "/help"), breadcrumb(entry.content.question)});
    return http::page("display/help/show.html", entry.content.question, std::move(model));
  }

  http::Response helpful(const http::Request& request) const {
    store::Transaction transaction{context_.database};
    const auto entry = find(transaction, request);
    const std::string word = request.field("helpful");
    if (word != "yes" && word != "no") throw http::BadRequest("Please choose yes or no.");
    const Change change{request.reader.community, request.reader.member, context_.clock.now_ms()};
    record_helpful(transaction, context_.ids, change, entry, voter_of(request), word == "yes");
    transaction.commit();
    return http::redirect(faq_path(entry.id, entry.content.question) + "?thanks=1");
  }

 private:
  std::string title() const { return std::string(context_.messages.text("help_title")); }

  FaqEntry find(store::Session& session, const http::Request& request) const {
    auto entry = find_faq(session, request.reader.community, request.id_param<FaqId>("entry"));
    const bool visible =
        entry && (entry->published_at || members::may(request.reader, members::Permission::manage_faq));
    if (!visible) throw http::NotFound{};
    return std::move(*entry);
  }

  Context context_;
};

}  // namespace

void add_help_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<const HelpPages>(context);
  router.get("/help", [pages](const http::Request& request) { return pages->list(request); });
  router.get("/help/{entry}", [pages](const http::Request& request) { return pages->show(request); });
  router.post("/help/{entry}", [pages](const http::Request& request) { return pages->helpful(request); });
}

http::List questions_about(store::Session& session, CommunityId community, ProductId product) {
  http::List questions;
  for (const auto& entry : faq_about(session, community, product.value)) questions.push_back(question_model(entry));
  return questions;
}

}  // namespace rapport::display
