#include "display/home/home_pages.hpp"

#include <memory>

#include "display/home/home_store.hpp"
#include "display/news/news_pages.hpp"
#include "display/news/news_store.hpp"
#include "display/products/product_model.hpp"
#include "display/products/product_store.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"

namespace rapport::display {
namespace {

constexpr int kNews = 3;
constexpr int kTopics = 5;
constexpr int kPromises = 3;

http::List models_of(const std::vector<NewsItem>& items) {
  http::List models;
  for (const auto& item : items) models.push_back(news_model(item));
  return models;
}

class HomePages {
 public:
  HomePages(const Context& context, LatestTopics latest_topics)
      : context_(context), latest_topics_(std::move(latest_topics)) {}

  http::Response show(const http::Request& request) const {
    auto session = context_.database.session();
    const CommunityId community = request.reader.community;
    const HomeWords words = home_words(session, community);
    http::Value model;
    model.set("welcome_title", words.welcome_title);
    model.set("welcome_text", words.welcome_text);
    const auto products = published_products(session, community, {}, 1);
    model.set("product", products.empty() ? http::Value{} : product_card_model(products.front()));
    model.set("news", models_of(published_news(session, community, {}, kNews)));
    model.set("topics", topics(session, community));
    http::Value question;
    if (!words.question_title.empty()) {
      question.set("title", words.question_title);
      question.set("text", words.question_text);
      question.set("link", words.question_link);
    }
    model.set("question", std::move(question));
    model.set("promises", models_of(kept_promises(session, community, kPromises)));
    model.set("may_manage", members::may(request.reader, members::Permission::manage_products));
    return http::page("display/home/show.html", {}, std::move(model));
  }

  http::Response edit(const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    const HomeWords words = home_words(context_.database.session(), request.reader.community);
    http::Request filled;
    filled.form = {{"welcome_title", words.welcome_title},
                   {"welcome_text", words.welcome_text},
                   {"question_title", words.question_title},
                   {"question_text", words.question_text},
                   {"question_link", words.question_link}};
    return form_page(http::Form{filled, context_.messages}, 200);
  }

  http::Response save(const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    http::Form form{request, context_.messages};
    const HomeWords words{form.text("welcome_title", 2, 100), form.text("welcome_text", 0, 400),
                          form.text("question_title", 0, 200), form.text("question_text", 0, 400),
                          form.text("question_link", 0, 200)};
    if (!words.question_link.empty() && !is_site_path(words.question_link)) {
      form.fail("question_link", std::string(context_.messages.text("news_link_wrong")));
    }
    if (!form.ok()) return form_page(form, 422);
    store::Transaction transaction{context_.database};
    save_home_words(transaction, context_.ids,
                    {request.reader.community, request.reader.member, context_.clock.now_ms()}, words);
    transaction.commit();
    return http::redirect("/");
  }

 private:
  http::List topics(store::Session& session, CommunityId community) const {
    http::List models;
    if (!latest_topics_) return models;
    for (auto& topic : latest_topics_(session, community, kTopics)) {
      models.push_back(http::Value{}
                           .set("title", std::move(topic.title))
                           .set("url", std::move(topic.path))
                           .set("author_name", std::move(topic.author))
                           .set("home_replies", topic.replies)
                           .set("at", http::Time{topic.at_ms}));
    }
    return models;
  }

  http::Response form_page(const http::Form& form, int status) const {
    http::Value model;
    model.set("nav_desk", true);
    model.set("form",
              form.values({"welcome_title", "welcome_text", "question_title", "question_text", "question_link"}));
    return http::page("display/home/desk_form.html", std::string(context_.messages.text("home_desk")), std::move(model),
                      status);
  }

  Context context_;
  LatestTopics latest_topics_;
};

}  // namespace

void add_home_routes(http::Router& router, const Context& context, LatestTopics latest_topics) {
  const auto pages = std::make_shared<const HomePages>(context, std::move(latest_topics));
  router.get("/", [pages](const http::Request& request) { return pages->show(request); });
  router.get("/desk/home", [pages](const http::Request& request) { return pages->edit(request); });
  router.post("/desk/home", [pages](const http::Request& request) { return pages->save(request); });
}

}  // namespace rapport::display
