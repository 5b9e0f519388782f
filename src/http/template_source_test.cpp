#include "http/template_source.hpp"

#include <doctest/doctest.h>

using namespace rapport::http;

namespace {

std::string prepared(std::string_view contents) {
  return prepare_template(contents).text;
}

std::string refusal(std::string_view contents) {
  try {
    prepare_template(contents);
    return "";
  } catch (const TemplateRefused& refused) {
    return refused.what();
  }
}

}  // namespace

TEST_CASE("an ordinary template passes as it is") {
  const std::string_view page =
      "<a href=\"{{url}}\"{{#if_here}} aria-current=\"page\"{{/if_here}}>{{name}}</a>{{! a note: with anything}}\n"
      "{{#posts}}{{body_html:none}}<input value='{{v}}' disabled>{{/posts}} {{q:u}} 1 < 2 <!-- fine -->";
  CHECK(prepared(page) == page);
}

TEST_CASE("what a person typed keeps its line ends where they show") {
  CHECK(prepared("<textarea name=\"{{n}}\">{{v}}</textarea>{{v}}") ==
        "<textarea name=\"{{n}}\">{{v:p}}</textarea>{{v}}");
  CHECK(prepared("<pre><b>{{v}}</b></pre><p>{{v}}") == "<pre><b>{{v:p}}</b></pre><p>{{v}}");
}

TEST_CASE("an include does not indent what it includes") {
  CHECK(prepared("<ul>\n  {{>a__b}}\n</ul> {{>c}}") == "<ul>\n{{>a__b}}\n</ul> {{>c}}");
}

TEST_CASE("the names of includes and messages are known beforehand") {
  const TemplateSource source = prepare_template("{{>a__b}}{{t_hello}}{{#posts}}{{n_replies}}{{title}}{{/posts}}");
  REQUIRE(source.includes.size() == 1);
  CHECK(source.includes[0].name == "a__b");
  CHECK(source.text.substr(source.includes[0].at).starts_with("{{>a__b}}{{t_hello}}"));
  CHECK(source.message_keys == std::vector<std::string>{"hello", "n_replies"});
}

TEST_CASE("a template cannot switch escaping off") {
  CHECK_FALSE(refusal("{{%AUTOESCAPE context=\"JSON\"}}").empty());
  CHECK_FALSE(refusal("{{=<% %>=}}<%x%>").empty());
  CHECK_FALSE(refusal("{{{x}}}").empty());
  CHECK_FALSE(refusal("{{x:none}}").empty());
  CHECK_FALSE(refusal("{{x:u:none}}").empty());
  CHECK_FALSE(refusal("{{x:x-mine}}").empty());
  CHECK_FALSE(refusal("{{body_html}}").empty());
}

TEST_CASE("values stand only where escaping holds") {
  for (const char* unsafe : {
           "<p class={{x}}>",
           "<p {{x}}>",
           "<{{x}}>",
           "<p title=\"{{x_html:none}}\">",
           "<script>var x = '{{x}}';</script>",
           "<style>p { color: {{x}} }</style>",
           "<p onclick=\"go('{{x}}')\">",
           "<p hx-on:click=\"go('{{x}}')\">",
           "<iframe srcdoc=\"{{x}}\">",
           "<button formaction=\"{{x}}\">",
           "<p HX-Vals='{{x}}'>",
           "<p class=\"{{>a}}\">",
           "<textarea>{{>a}}</textarea>",
       }) {
    CAPTURE(unsafe);
    CHECK_FALSE(refusal(unsafe).empty());
  }
  CHECK(refusal("<button formaction=\"/topics/{{id}}\">").empty());
  CHECK(refusal("<script src=\"{{asset_app_js}}\"></script><p>{{x}}</p>").empty());
}

TEST_CASE("a refusal says the line and the remedy") {
  CHECK(refusal("<p>\n<p class={{x}}>") == "line 2: put the attribute's value in quotes: \"{{x}}\".");
  CHECK(refusal("{{x").starts_with("line 1: "));
}
