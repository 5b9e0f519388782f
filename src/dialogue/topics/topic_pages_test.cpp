#include <doctest/doctest.h>

#include "dialogue/forum_fixture.hpp"

using namespace rapport;
using namespace rapport::dialogue;

TEST_CASE("a member starts a topic, others read it and reply, and the section tells of it") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?", "How far in the **cold**?");
  CHECK(path.starts_with("/community/riding/winter-range-"));
  CHECK(forum.reply(forum.site.as("Bo Lind"), path, "About 70 km").starts_with(path + "#post-"));
  const auto page = forum.site.visitor().get(path);
  CHECK(page.status == 200);
  CHECK(contains(page.body, "<h1>Winter range?</h1>"));
  CHECK(contains(page.body, "<strong>cold</strong>"));
  CHECK(contains(page.body, "About 70 km"));
  CHECK(contains(page.body, ">Bo Lind</a>"));
  const auto list = forum.site.visitor().get("/community/riding");
  CHECK(contains(list.body, "Winter range?"));
  CHECK(contains(list.body, "1 reply"));
  const auto sections = forum.site.visitor().get("/community");
  CHECK(contains(sections.body, "1 topic<"));
  CHECK(contains(sections.body, "2 posts"));
  CHECK(contains(sections.body, "Bo Lind"));
}

TEST_CASE("a topic has a second face in JSON, of the same model") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  const auto json = forum.site.visitor().json(path);
  CHECK(json.status == 200);
  CHECK(contains(json.body, "\"title\":\"Winter range?\""));
  CHECK(contains(json.body, "\"body_html\":\"<p>The first post</p>\\n\""));
  CHECK(contains(forum.site.visitor().json("/community").body, "\"topics\":1"));
  CHECK(contains(forum.site.visitor().json("/community/riding").body, "\"replies\":0"));
}

TEST_CASE("visitors read, and are asked to sign in before they write") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  auto visitor = forum.site.visitor();
  CHECK(contains(visitor.get(path).body, "/sign-in?next="));
  CHECK(!contains(visitor.get(path).body, "<textarea"));
  CHECK(Forum::location(visitor.get("/community/riding/new")).starts_with("/sign-in"));
  CHECK(Forum::location(visitor.submit(path + "/reply", {{"text", "x"}})).starts_with("/sign-in"));
  CHECK(Forum::location(visitor.submit("/community/riding/new", {{"title", "Title"}, {"text", "x"}}))
            .starts_with("/sign-in"));
  CHECK(contains(visitor.json(path).body, "\"replies\":0"));
}

TEST_CASE("only staff start topics where only staff may") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  CHECK(ada.get("/community/news/new").status == 404);
  CHECK(ada.submit("/community/news/new", {{"title", "My news"}, {"text", "x"}}).status == 404);
  auto staff = forum.site.as("Sofia", Role::marketing);
  CHECK(staff.submit("/community/news/new", {{"title", "Our news"}, {"text", "x"}}).status == 303);
}

TEST_CASE("what does not exist is not found, whatever it is") {
  Forum forum;
  auto visitor = forum.site.visitor();
  for (const char* path :
       {"/community/nowhere", "/community/nowhere/new", "/community/riding/range-1x9k2f7q",
        "/community/riding/rubbish!", "/community/riding/range-1x9k2f7q/live", "/posts/7z", "/posts/7z/edit"}) {
    CAPTURE(path);
    auto answer = forum.site.as("Ada Kern").get(path);
    CHECK(answer.status == 404);
  }
  CHECK(visitor.get("/community/nowhere/new").status == 404);
}

TEST_CASE("an old or wrong address of a topic leads to the right one, query and face kept") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?");
  const auto id = path.substr(path.rfind('-'));
  auto visitor = forum.site.visitor();
  for (const std::string& wrong : {"/community/news/winter-range" + id, "/community/riding/other-words" + id}) {
    const auto answer = visitor.get(wrong + "?from=1");
    CHECK(answer.status == 301);
    CHECK(Forum::location(answer) == path + "?from=1");
    CHECK(Forum::location(visitor.json(wrong)) == path + ".json");
  }
}

TEST_CASE("a wrong form comes back with what was typed and a message at each field") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto page = ada.submit("/community/riding/new", {{"title", "Hm"}, {"text", ""}});
  CHECK(page.status == 422);
  CHECK(contains(page.body, "value=\"Hm\""));
  CHECK(contains(page.body, "at least 5 characters"));
  CHECK(contains(page.body, "id=\"text-error\""));
  const auto path = forum.start(ada, "Winter range?");
  const auto reply = ada.submit(path + "/reply", {{"text", std::string(10'001, 'x')}});
  CHECK(reply.status == 422);
  CHECK(contains(reply.body, std::string(10'001, 'x')));
  CHECK(ada.submit(path + "/reply", {{"text", std::string(10'000, 'x')}}).status == 303);
}

TEST_CASE("a preview without scripts shows the text above the filled form and writes nothing") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto started =
      ada.submit("/community/riding/new", {{"title", "Winter range?"}, {"text", "**cold**"}, {"action", "preview"}});
  CHECK(started.status == 200);
  CHECK(contains(started.body, "<strong>cold</strong>"));
  CHECK(contains(started.body, ">**cold**</textarea>"));
  CHECK(contains(forum.site.visitor().get("/community").body, "0 topics"));
  const auto path = forum.start(ada, "Winter range?");
  const auto replied = ada.submit(path + "/reply", {{"text", "*maybe*"}, {"action", "preview"}});
  CHECK(contains(replied.body, "<em>maybe</em>"));
  CHECK(contains(ada.get(path).body, "0 replies"));
}

TEST_CASE("the preview of the editor is the fragment alone") {
  Forum forum;
  const auto preview = forum.site.as("Ada Kern").submit("/preview", {{"text", "*so* <b>"}});
  CHECK(preview.status == 200);
  CHECK(contains(preview.body, "<em>so</em>"));
  CHECK(!contains(preview.body, "<html"));
  CHECK(!contains(preview.body, "<b>"));
  CHECK(forum.site.as("Ada Kern").submit("/preview", {{"text", std::string(60'001, 'x')}}).status == 413);
}

TEST_CASE("a form that is sent twice writes once and leads to the same place") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const test::Fields topic = {{"title", "Winter range?"}, {"text", "Cold"}, {"submission", "1x9k2f7q"}};
  const auto path = Forum::location(ada.submit("/community/riding/new", topic));
  CHECK(Forum::location(ada.submit("/community/riding/new", topic)) == path);
  const test::Fields reply = {{"text", "Once"}, {"submission", "1x9k2f7r"}};
  const auto post = Forum::location(ada.submit(path + "/reply", reply));
  CHECK(post.starts_with(path));
  CHECK(Forum::location(ada.submit(path + "/reply", reply)) == post);
  CHECK(contains(forum.site.visitor().get("/community").body, "1 topic<"));
  CHECK(contains(forum.site.visitor().get("/community").body, "2 posts"));
  CHECK(Forum::location(forum.site.as("Bo Lind").submit(path + "/reply", reply)) != post);  // another person's form
}

TEST_CASE("each form that is shown carries a number of its own") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?");
  const auto number = [&] {
    const std::string body = ada.get(path).body;
    const auto at = body.find("name=\"submission\" value=\"");
    REQUIRE(at != std::string::npos);
    return body.substr(at, 60);
  };
  CHECK(number() != number());
}

TEST_CASE("what people write cannot become a script") {
  Forum forum;
  auto ada = forum.site.as("Ada <script>alert(1)</script>");
  const auto path = forum.start(ada, "<img src=x onerror=alert(1)>",
                                "<script>alert(2)</script> [x](javascript:alert(3)) <img src=x onerror=alert(4)>");
  auto bo = forum.site.as("Bo Lind");
  for (const std::string& page : {std::string("/community"), std::string("/community/riding"), path}) {
    const auto body = bo.get(page).body;
    CAPTURE(page);
    CHECK(!contains(body, "<script>alert"));
    CHECK(!contains(body, "<img src=x"));
    CHECK(!contains(body, "javascript:"));
  }
  const auto filled = bo.submit("/community/riding/new", {{"title", "\"><script>x</script>"}, {"text", ""}});
  CHECK(!contains(filled.body, "<script>x"));
}

TEST_CASE("a foreign page cannot post for a member") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?");
  CHECK(ada.forge(path + "/reply", {{"text", "Buy!"}}).status == 403);
  CHECK(ada.forge("/community/riding/new", {{"title", "Buy now"}, {"text", "x"}}).status == 403);
}

TEST_CASE("paging shows every post once, twenty a page") {
  Forum forum;
  const auto topic = forum.import("A long topic", 45, forum.site.as("Ada Kern").id());
  std::vector<std::string> pages;
  for (const char* from : {"", "?from=21", "?from=41"})
    pages.push_back(forum.site.visitor().get(topic.path + from).body);
  CHECK(occurrences(pages[0], "<li class=\"post") == 20);
  CHECK(occurrences(pages[1], "<li class=\"post") == 20);
  CHECK(occurrences(pages[2], "<li class=\"post") == 5);
  for (const PostId post : topic.posts) {
    std::size_t shown = 0;
    for (const auto& page : pages) shown += occurrences(page, "id=\"post-" + to_base32(post) + "\"");
    CHECK(shown == 1);
  }
  CHECK(contains(pages[0], "rel=\"next\" href=\"" + topic.path + "?from=21\""));
  CHECK(contains(pages[1], "aria-current=\"page\">2<"));
  CHECK(!contains(pages[2], "rel=\"next\""));
}

TEST_CASE("any position within a page shows that page, and one beyond the end the last") {
  Forum forum;
  const auto topic = forum.import("A long topic", 25, forum.site.as("Ada Kern").id());
  auto visitor = forum.site.visitor();
  CHECK(contains(visitor.get(topic.path + "?from=25").body, "Post number 21<"));
  CHECK(contains(visitor.get(topic.path + "?from=999999999999").body, "Post number 25<"));
  CHECK(contains(visitor.get(topic.path + "?from=-3").body, "Post number 1<"));
  CHECK(contains(visitor.get(topic.path + "?from=rubbish").body, "Post number 1<"));
}

TEST_CASE("a reply to a long topic leads to the page where it stands") {
  Forum forum;
  const auto topic = forum.import("A long topic", 20, forum.site.as("Ada Kern").id());
  const auto post = forum.reply(forum.site.as("Bo Lind"), topic.path, "The twenty-first");
  CHECK(post.starts_with(topic.path + "?from=21#post-"));
  CHECK(contains(forum.site.visitor().get(without_anchor(post)).body, "The twenty-first"));
}

TEST_CASE("authors edit their own posts, with the title at the first, and it shows") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?", "Old words");
  const auto body = ada.get(path).body;
  const auto at = body.find("/posts/");
  const std::string edit = body.substr(at, body.find('"', at) - at);
  CHECK(contains(ada.get(edit).body, ">Old words</textarea>"));
  CHECK(contains(ada.get(edit).body, "value=\"Winter range?\""));
  CHECK(ada.submit(edit, {{"title", "x"}, {"text", "New words"}}).status == 422);
  const auto moved =
      without_anchor(Forum::location(ada.submit(edit, {{"title", "Summer range"}, {"text", "New words"}})));
  CHECK(contains(moved, "/summer-range-"));
  const auto page = forum.site.visitor().get(moved).body;
  CHECK(contains(page, "New words"));
  CHECK(contains(page, "edited"));
  CHECK(!contains(page, "Old words"));
  CHECK(Forum::location(forum.site.visitor().get(path)) == moved);
  auto bo = forum.site.as("Bo Lind");
  CHECK(bo.get(edit).status == 404);
  CHECK(bo.submit(edit, {{"title", "Mine now"}, {"text", "x"}}).status == 404);
  CHECK(!contains(bo.get(moved).body, edit));
}

TEST_CASE("a reply is edited without a title, and a preview changes nothing") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?");
  const auto post = forum.reply(ada, path, "Old words");
  const std::string edit = "/posts/" + post.substr(post.find("#post-") + 6) + "/edit";
  CHECK(!contains(ada.get(edit).body, "name=\"title\""));
  CHECK(contains(ada.submit(edit, {{"text", "*New*"}, {"action", "preview"}}).body, "<em>New</em>"));
  CHECK(contains(ada.get(path).body, "Old words"));
  CHECK(Forum::location(ada.submit(edit, {{"text", "New words"}})) == post);
  CHECK(contains(ada.get(path).body, "New words"));
}

TEST_CASE("quoting fills the reply with the words of the other") {
  Forum forum;
  const auto path = forum.start(forum.site.as("Ada Kern"), "Winter range?", "How far?");
  const auto post = forum.reply(forum.site.as("Ada Kern"), path, "Anyone?");
  const auto page = forum.site.as("Bo Lind").get(path + "?quote=" + post.substr(post.find("#post-") + 6));
  CHECK(contains(page.body, "&gt; Anyone?"));
  CHECK(contains(page.body, "[Ada Kern]("));
  CHECK(!contains(forum.site.as("Bo Lind").get(path + "?quote=rubbish").body, "&gt; "));
}

TEST_CASE("a post is found by its id alone") {
  Forum forum;
  const auto topic = forum.import("A long topic", 25, forum.site.as("Ada Kern").id());
  CHECK(Forum::location(forum.site.visitor().get("/posts/" + to_base32(topic.posts[22]))) ==
        topic.path + "?from=21#post-" + to_base32(topic.posts[22]));
}
