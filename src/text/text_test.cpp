#include <doctest/doctest.h>

#include "text/markdown.hpp"
#include "text/slug.hpp"

using namespace rapport::text;

TEST_CASE("Markdown becomes HTML, with tables and bare links") {
  CHECK(render_markdown("**bold** and ~~gone~~") == "<p><strong>bold</strong> and <del>gone</del></p>\n");
  CHECK(render_markdown("| a |\n|---|\n| 1 |").find("<td>1</td>") != std::string::npos);
  CHECK(render_markdown("see https://example.org/x").find("href=\"https://example.org/x\"") != std::string::npos);
}

TEST_CASE("headings stand below those of the page") {
  CHECK(render_markdown("# Loud") == "<h3>Loud</h3>\n");
  CHECK(render_markdown("###### Quiet") == "<h6>Quiet</h6>\n");
}

TEST_CASE("links are marked as somebody's own words") {
  CHECK(render_markdown("[x](https://example.org)") ==
        "<p><a rel=\"nofollow ugc noopener\" href=\"https://example.org\">x</a></p>\n");
}

TEST_CASE("nothing that a browser would run comes through") {
  for (const char* hostile :
       {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](javascript:alert(1))",
        "<a href=\"javascript:alert(1)\">x</a>", "[x]: javascript:alert(1)\n\n[x]", "<svg/onload=alert(1)>",
        "[x](vbscript:alert(1) \"t\\\" onmouseover=alert(1) x=\")"}) {
    const auto html = render_markdown(hostile);
    CAPTURE(html);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("href=\"javascript") == std::string::npos);
    CHECK(html.find("href=\"data") == std::string::npos);
    CHECK(html.find("src=\"javascript") == std::string::npos);
    CHECK(html.find("<img src=x") == std::string::npos);
    CHECK(html.find("<svg") == std::string::npos);
    CHECK(html.find("\" onmouseover") == std::string::npos);
  }
}

TEST_CASE("an excerpt is plain words, cut between two of them") {
  CHECK(excerpt("## Hello\n\nthis is **bold** and [a link](https://x.example)", 200) ==
        "Hello this is bold and a link");
  CHECK(excerpt("one two three four", 9) == "one two…");
  CHECK(excerpt("日本語の文章", 3) == "日本語…");
  CHECK(excerpt("", 10) == "");
}

TEST_CASE("a slug reads aloud") {
  CHECK(slug("Winter range: what's normal?") == "winter-range-whats-normal");
  CHECK(slug("Über Zürich — naïve café") == "uber-zurich-naive-cafe");
  CHECK(slug("东京") == "dong-jing");
  CHECK(slug("!!!") == "item");
  CHECK(slug("a title that goes on and on until nobody could read it aloud any more").size() <= 60);
}
