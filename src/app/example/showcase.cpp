#include "app/example/showcase.hpp"

#include "demand/board/board_store.hpp"
#include "demand/board/writing.hpp"
#include "display/help/faq_writing.hpp"
#include "display/home/home_store.hpp"
#include "display/media/media_store.hpp"
#include "display/news/news_writing.hpp"
#include "display/products/product.hpp"
#include "display/products/publishing.hpp"

namespace rapport::app::example {
namespace {

constexpr int kPictureWidth = 1200, kPictureHeight = 800;  // the view box of every drawing in example/pictures
constexpr double kShownSinceDays = 400;

struct Loader {
  store::Transaction& change;
  CommunityId community;
  IdSource& ids;
  const Times& times;
  const Cast& cast;
  Places& places;
  std::map<std::string, display::ProductId> products = {};

  display::Change since(double days_before) const { return {community, {}, times.days_before(days_before)}; }

  display::Picture keep_picture(const Json& picture, const display::Change& when) {
    const std::string file = picture.at("file");
    display::Media media{"image/svg+xml", std::string(bytes("pictures/" + file)), kPictureWidth, kPictureHeight};
    return {display::keep_media(change, community, media, when.at_ms), picture.at("alt"), kPictureWidth,
            kPictureHeight};
  }

  void load_products() {
    const Json file = read("products.json");
    for (const auto& product : file.at("products"))
      places["product:" + product.at("slug").get<std::string>()] = display::product_path(product.at("slug"));
    for (const auto& product : file.at("products")) {
      display::ProductContent content;
      content.name = product.at("name");
      content.summary = product.at("summary");
      content.description = with_links(product.at("description"), places);
      content.currency = file.at("currency");
      for (const auto& variant : product.at("variants")) {
        content.variants.push_back(
            {variant.at("name"), variant.at("sku"), variant.at("price_minor"), variant.at("availability")});
      }
      for (const auto& line : product.at("specifications")) {
        content.specifications.push_back({line.at("name"), line.at("value")});
      }
      const auto when = since(kShownSinceDays);
      std::vector<display::Picture> pictures;
      for (const auto& picture : product.at("pictures")) pictures.push_back(keep_picture(picture, when));
      const std::string slug = product.at("slug");
      products[slug] = display::import_product(change, ids, when, slug, content, pictures);
    }
  }

  void load_faq() {
    const Json file = read("faq.json");
    std::map<std::string, std::string> categories;
    for (const auto& category : file.at("categories")) categories[category.at("slug")] = category.at("name");
    std::int64_t position = 0;
    for (const auto& entry : file.at("entries")) {
      display::FaqContent content;
      content.category = categories.at(entry.at("category"));
      content.question = entry.at("question");
      content.answer = with_links(entry.at("answer"), places);
      if (entry.contains("product")) content.product = products.at(entry.at("product")).value;
      content.position = ++position;
      const auto id = display::import_faq(change, ids, since(kShownSinceDays), content);
      places["faq:" + entry.at("slug").get<std::string>()] = display::faq_path(id, content.question);
    }
  }

  std::string topic_path(const Json& written) const {
    if (!written.contains("topic") || written.at("topic").is_null()) return "";
    const auto place = places.find("topic:" + written.at("topic").get<std::string>());
    return place == places.end() ? "" : place->second;
  }

  void load_home() {
    const Json home = read("home.json");
    display::HomeWords words;
    words.welcome_title = home.at("welcome").at("title");
    words.welcome_text = home.at("welcome").at("text");
    words.question_title = home.at("question").at("title");
    words.question_text = home.at("question").at("text");
    words.question_link = topic_path(home.at("question"));
    display::save_home_words(change, ids, since(kShownSinceDays), words);
    for (const auto& item : home.at("news")) {
      display::NewsContent content;
      content.title = item.at("title");
      content.summary = item.at("summary");
      content.text = with_links(item.at("text"), places);
      content.link = topic_path(item);
      const display::Change when{community, cast.of(item.at("author")), times.days_before(item.at("days_before"))};
      display::import_news(change, ids, when, content);
    }
    for (const auto& promise : home.at("promises")) {
      const std::string state = promise.at("state");
      if (state != "kept" && state != "kept late") continue;
      display::NewsContent content;
      content.kind = state == "kept" ? display::NewsKind::kept : display::NewsKind::kept_late;
      content.title = promise.at("promise");
      content.summary = promise.value("note", "");
      content.link = topic_path(promise);
      display::import_news(change, ids, since(promise.at("kept_days_before")), content);
    }
  }

  void load_board() {
    const Json file = read("board.json");
    for (const auto& entry : file.at("entries")) {
      const auto at = times.days_before(entry.at("days_before"));
      board::NewMessage message;
      message.id = ids.next<board::MessageId>();
      if (entry.at("author").is_null()) {
        message.name = entry.at("name");
      } else {
        message.author = cast.of(entry.at("author"));
      }
      message.subject = entry.at("subject");
      message.text = entry.at("text");
      message.created_at = at;
      message.approved_at = at;
      std::vector<board::ImportedAnswer> answers;
      for (const auto& answer : entry.at("answers")) {
        if (answer.at("by").is_null()) continue;  // a visitor's second word has no place on the board
        const auto after = static_cast<std::int64_t>(answer.at("after_minutes").get<double>() * kMinuteMs);
        answers.push_back({cast.of(answer.at("by")), answer.at("text"), at + after});
      }
      board::import_board_message(change, ids, community, message, answers);
    }
  }
};

}  // namespace

void load_showcase(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times,
                   const Cast& cast, Places& places) {
  Loader loader{change, community, ids, times, cast, places};
  loader.load_products();
  loader.load_faq();
  loader.load_board();
  loader.load_home();
}

}  // namespace rapport::app::example
