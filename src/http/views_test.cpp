#include "http/views.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/errors.hpp"

using namespace rapport;
using namespace rapport::http;

namespace {

const Messages& words() {
  static const Messages messages({{"en.json", R"({
    "hello": "Hello & welcome",
    "n_replies": "{n, plural, one {# reply} other {# replies}}"
  })"}},
                                 "en");
  return messages;
}

/// Renders a page written in the test, among whatever files it includes.
std::string render(std::string_view page, const Value& model, std::vector<embedded::File> files = {}) {
  files.push_back({"page.html", page});
  return Views(files, words(), {}).render("page.html", model);
}

Value topic(std::string_view title) {
  return Value{}.set("title", title);
}

}  // namespace

TEST_CASE("text is escaped as HTML") {
  CHECK(render("<p>{{title}}</p>", topic("<b>\"5\" & '6'")) == "<p>&lt;b&gt;&quot;5&quot; &amp; &#39;6&#39;</p>");
}

TEST_CASE("an attribute cannot be left by its value") {
  CHECK(render("<p title=\"{{title}}\">", topic("\" onclick=\"x")) == "<p title=\"&quot; onclick=&quot;x\">");
}

TEST_CASE("an address cannot be a script") {
  const auto link = [](std::string_view url) { return render("<a href=\"{{title}}\">", topic(url)); };
  CHECK(link("/topics/1?a=b&c=d") == "<a href=\"/topics/1?a=b&amp;c=d\">");
  CHECK(link("https://example.org/x") == "<a href=\"https://example.org/x\">");
  for (const char* script :
       {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x"}) {
    CHECK(link(script) == "<a href=\"#\">");
  }
  CHECK(render("<a href=\"/search?q={{title:u}}\">", topic("a&b c")) == "<a href=\"/search?q=a%26b+c\">");
}

TEST_CASE("a template included in another escapes by itself and sees the same names") {
  const std::vector<embedded::File> files = {{"parts/name.html", "<i>{{title}}</i>"}};
  CHECK(render("<p>{{>parts__name}}</p>", topic("<b>"), files) == "<p><i>&lt;b&gt;</i></p>");
}

TEST_CASE("what is included in a list sees the element") {
  const std::vector<embedded::File> files = {{"item.html", "<li>{{title}} {{site}}</li>"}};
  const Value model = Value{}.set("site", "S").set("items", List{topic("a"), topic("b")});
  CHECK(render("{{#items}}{{>item}}{{/items}}", model, files) == "<li>a S</li><li>b S</li>");
}

TEST_CASE("a template may include itself, as nested replies do") {
  const std::vector<embedded::File> files = {{"reply.html", "({{title}}{{#replies}}{{>reply}}{{/replies}})"}};
  const Value leaf = topic("c").set("replies", List{});
  const Value model = topic("a").set("replies", List{topic("b").set("replies", List{leaf}), leaf});
  CHECK(render("{{>reply}}", model, files) == "(a(b(c))(c))");
}

TEST_CASE("sections stand once per element, once for an object, or not at all") {
  const Value model = Value{}
                          .set("tags", List{"x", "<y>"})
                          .set("author", Value{}.set("name", "Ada"))
                          .set("open", true)
                          .set("closed", false)
                          .set("none", List{});
  CHECK(render("{{#tags}}[{{it}}]{{/tags}}", model) == "[x][&lt;y&gt;]");
  CHECK(render("{{#tags}}{{it}}{{#tags_separator}}, {{/tags_separator}}{{/tags}}", model) == "x, &lt;y&gt;");
  CHECK(render("{{#author}}{{name}}{{/author}}", model) == "Ada");
  CHECK(render("{{#open}}yes{{/open}}{{#closed}}no{{/closed}}{{#none}}no{{/none}}{{#absent}}no{{/absent}}", model) ==
        "yes");
}

TEST_CASE("names are looked up in the innermost section first, then outwards") {
  const Value model = topic("outer").set("page", 3).set("items", List{topic("inner"), Value{}.set("other", 1)});
  CHECK(render("{{#items}}{{title}}{{page}} {{/items}}{{title}}", model) == "inner3 outer3 outer");
}

TEST_CASE("if_ and no_ ask whether something is there, and change no scope") {
  const Value model = Value{}
                          .set("zero", 0)
                          .set("blank", "")
                          .set("null", {})
                          .set("author", Value{}.set("name", "Ada"))
                          .set("items", List{1, 2});
  CHECK(render("{{#if_zero}}0{{/if_zero}}{{#if_blank}}b{{/if_blank}}{{#if_null}}n{{/if_null}}", model) == "0");
  CHECK(render("{{#no_zero}}0{{/no_zero}}{{#no_blank}}b{{/no_blank}}{{#no_absent}}a{{/no_absent}}", model) == "ba");
  CHECK(render("{{#if_items}}once{{/if_items}}{{#if_author}}[{{name}}]{{/if_author}}", model) == "once[]");
}

TEST_CASE("every kind of value is readable") {
  const Value model = Value{}
                          .set("n", -5)
                          .set("x", 4.5)
                          .set("yes", true)
                          .set("at", Time{1795269909000})
                          .set("price", Money{129900, "EUR"})
                          .set("nothing", {});
  CHECK(render("{{n}} {{x}} {{yes}} {{price}} [{{nothing}}{{absent}}]", model) == "-5 4.5 true €1,299.00 []");
  CHECK(render("<time datetime=\"{{at_iso}}\">{{at}}</time>", model) ==
        "<time datetime=\"2026-11-21T14:05:09Z\">21 November 2026, 14:05 UTC</time>");
}

TEST_CASE("the page and its JSON say the same") {
  const Value model = topic("Brakes").set("n", 3).set("x", 0.1).set("at", Time{0}).set("tags", List{"a"});
  CHECK(to_json(model) == render("{\"title\":\"{{title}}\",\"n\":{{n}},\"x\":{{x}},\"at\":\"{{at_iso}}\",\"tags\":"
                                 "[{{#tags}}\"{{it}}\"{{/tags}}]}",
                                 model));
  CHECK(render("<p data-model=\"{{items_json}}\">", Value{}.set("items", List{"<", 1})) ==
        "<p data-model=\"[&quot;&lt;&quot;,1]\">");
}

TEST_CASE("only Html passes unescaped, and only under its own kind of name") {
  CHECK(render("{{body_html:none}}", Value{}.set("body_html", Html{"<p>hi</p>"})) == "<p>hi</p>");
  CHECK(render("{{body_html:none}}", Value{}.set("body_html", {})) == "");
  CHECK_THROWS_AS(render("{{body_html:none}}", Value{}.set("body_html", "<script>")), std::logic_error);
  CHECK_THROWS_AS(render("{{body}}", Value{}.set("body", Html{"<p>"})), std::logic_error);
}

TEST_CASE("line ends stay in what a person typed") {
  CHECK(render("<textarea>{{title}}</textarea>", topic("a\n<b>")) == "<textarea>a\n&lt;b&gt;</textarea>");
  const std::vector<embedded::File> files = {{"box.html", "<textarea>{{title}}</textarea>"}};
  CHECK(render("<div>\n    {{>box}}\n</div>", topic("a\nb"), files) == "<div>\n<textarea>a\nb</textarea></div>");
}

TEST_CASE("words come from the catalogue, escaped, with plurals") {
  const Value model = Value{}.set("replies", 1).set("list", List{Value{}.set("replies", List{1, 2, 3})});
  CHECK(render("{{t_hello}}, {{n_replies}}{{#list}}, {{n_replies}}{{/list}}", model) ==
        "Hello &amp; welcome, 1 reply, 3 replies");
}

TEST_CASE("a missing word, a missing number and a list shown as text are faults of ours") {
  CHECK_THROWS_AS(render("{{t_absent}}", Value{}), std::logic_error);
  CHECK_THROWS_AS(render("{{n_replies}}", Value{}), std::logic_error);
  CHECK_THROWS_AS(render("{{n_replies}}", Value{}.set("replies", "many")), std::logic_error);
  CHECK_THROWS_WITH(render("{{list}}", Value{}.set("list", List{1})),
                    "In the template page.html, {{list}}: is a list, which needs a section");
}

TEST_CASE("assets are asked for by file name") {
  const Views views(
      {{"page.html", "{{asset_app_css}} {{asset_vote_form_js}}{{#if_asset_theme_css}}!{{/if_asset_theme_css}}"}},
      words(), {.asset_url = [](std::string_view file) {
        return file == "theme.css" ? std::string() : "/assets/" + std::string(file) + "?v1";
      }});
  CHECK(views.render("page.html", Value{}) == "/assets/app.css?v1 /assets/vote-form.js?v1");
}

TEST_CASE("a page stands within the layout, and neither disturbs the names of the other") {
  const Views views(
      {{"http/templates/layout.html", "<title>{{title}}</title>{{crumbs}}{{#member}}{{name}}{{/member}}|{{>BODY}}|"},
       {"show.html", "{{title}} {{site}} {{#member}}{{name}}{{/member}}{{>part}}"},
       {"part.html", " {{title}}"}},
      words(), {});
  const Value layout = topic("Site title").set("site", "S").set("member", Value{}.set("name", "me"));
  const Value model = topic("Page").set("crumbs", "c").set("member", Value{}.set("name", "Ada"));
  CHECK(views.render_page("show.html", model, layout) == "<title>Site title</title>cme|Page S Ada Page|");
  CHECK(views.render_page("show.html", Value{}, layout) == "<title>Site title</title>me|Site title S me Site title|");
}

TEST_CASE("a theme replaces files of the same name, and may not weaken escaping") {
  const auto theme = std::filesystem::temp_directory_path() / "rapport_theme_test";
  std::filesystem::remove_all(theme);
  std::filesystem::create_directories(theme / "a");
  std::ofstream(theme / "a" / "show.html") << "theme {{title}}{{>a__extra}}";
  std::ofstream(theme / "a" / "extra.html") << "!";
  const std::vector<embedded::File> files = {{"a/show.html", "built in"}, {"b.html", "untouched"}};
  const Views views(files, words(), {.theme = theme});
  CHECK(views.render("a/show.html", topic("<")) == "theme &lt;!");
  CHECK(views.render("b.html", Value{}) == "untouched");
  std::ofstream(theme / "b.html") << "{{title:none}}";
  CHECK_THROWS_AS(Views(files, words(), {.theme = theme}), BadInput);
  std::filesystem::remove_all(theme);
}

TEST_CASE("a template that is missing, refused or broken is a fault of ours") {
  CHECK_THROWS_AS(Views({}, words(), {}).render("absent.html", Value{}), std::logic_error);
  CHECK_THROWS_AS(render("{{title:none}}", Value{}), std::logic_error);
  CHECK_THROWS_AS(render("{{>absent}}", Value{}), std::logic_error);
  CHECK_THROWS_AS(render("{{#open}}{{/close}}", Value{}), std::logic_error);
}

TEST_CASE("the faults of all templates can be listed") {
  const Views good({{"a.html", "{{t_hello}}{{>b}}"}, {"b.html", "{{n_replies}}"}}, words(), {});
  CHECK(good.faults().empty());
  const Views bad({{"a.html", "{{t_absent}}"}, {"b.html", "{{x:none}}"}, {"c.html", "{{>d}}"}}, words(), {});
  CHECK(bad.faults().size() == 3);
}

TEST_CASE("several threads may render at once, also for the first time") {
  const Views views({{"page.html", "{{#items}}{{>item}}{{/items}}"}, {"item.html", "<p>{{title}}{{n_replies}}"}},
                    words(), {});
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const Value model = Value{}.set("items", List{topic(std::to_string(t)).set("replies", i + 2)});
        const std::string expected = "<p>" + std::to_string(t) + std::to_string(i + 2) + " replies";
        wrong += views.render("page.html", model) != expected;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}
