#include "display/news/news_pages.hpp"

#include <memory>

#include "display/news/news_store.hpp"
#include "display/page_parts.hpp"
#include "members/permission.hpp"

namespace rapport::display {
namespace {

constexpr int kPageSize = 20;

class NewsPages {
 public:
  explicit NewsPages(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    std::optional<NewsId> before;
    if (const auto id = request.query_id("before")) before = NewsId{*id};
    auto found = published_news(context_.database.session(), request.reader.community, before, kPageSize + 1);
    const bool more = found.size() > kPageSize;
    if (more) found.pop_back();
    http::List items;
    for (const auto& item : found) items.push_back(news_model(item));
    http::Value model;
    model.set("may_manage", members::may(request.reader, members::Permission::manage_products));
    model.set("newest_url", before ? http::Value("/news") : http::Value{});
    model.set("older_url", more ? http::Value("/news?before=" + to_base32(found.back().id)) : http::Value{});
    model.set("items", std::move(items));
    return http::page("display/news/list.html", title(), std::move(model));
  }

  http::Response show(const http::Request& request) const {
    const auto item =
        find_news(context_.database.session(), request.reader.community, request.id_param<NewsId>("item"));
    const bool may_manage = members::may(request.reader, members::Permission::manage_products);
    if (!item || (!item->published_at && !may_manage)) throw http::NotFound{};
    http::Value model = news_model(*item);
    model.set("breadcrumbs", http::List{breadcrumb(title(), "/news"), breadcrumb(item->content.title)});
    model.set("edit_url", may_manage ? http::Value("/desk/news/" + to_base32(item->id)) : http::Value{});
    return http::page("display/news/show.html", item->content.title, std::move(model));
  }

 private:
  std::string title() const { return std::string(context_.messages.text("news_title")); }

  Context context_;
};

}  // namespace

http::Value news_model(const NewsItem& item) {
  http::Value model;
  model.set("id", to_base32(item.id));
  model.set("kind", to_string(item.content.kind));
  model.set("kept_late", item.content.kind == NewsKind::kept_late);
  model.set("title", item.content.title);
  model.set("url", news_path(item.id, item.content.title));
  model.set("summary", item.content.summary);
  model.set("text_html", http::Html{item.text_html});
  model.set("link", item.content.link);
  model.set("author_name", item.author);
  model.set("published_at", http::time_or_null(item.published_at));
  return model;
}

void add_news_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<const NewsPages>(context);
  router.get("/news", [pages](const http::Request& request) { return pages->list(request); });
  router.get("/news/{item}", [pages](const http::Request& request) { return pages->show(request); });
}

}  // namespace rapport::display
