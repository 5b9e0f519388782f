#include <doctest/doctest.h>

#include "demand/board/board.hpp"
#include "demand/board/board_store.hpp"
#include "demand/board/own_data_store.hpp"
#include "demand/board/writing.hpp"
#include "spine/event.hpp"
#include "store/query.hpp"
#include "support/site.hpp"
#include "text/search.hpp"

using namespace rapport;
using namespace rapport::board;

namespace {

constexpr const char* kQueuedMail = "SELECT count(*) FROM job WHERE kind = 'mail.send'";

struct BoardSite : test::Site {
  explicit BoardSite(int messages_per_minute = 0)
      : Site([messages_per_minute](http::Router& router, test::Site& site) {
          board::add_routes(router, site.database(), site.clock(), site.ids(), site.messages(),
                            {.origin = "https://larkfell.example", .messages_per_minute = messages_per_minute});
        }) {}

  std::string public_list() { return visitor().get("/support").body; }
  std::string waiting_list() { return as("Bea", Role::service).get("/desk/board").body; }
  std::vector<spine::Event> events() { return spine::events_after(database().session(), community(), 0, 100); }
  std::int64_t queued_mails() { return store::one<std::int64_t>(*database().session(), kQueuedMail).value(); }
};

const test::Fields kFromVisitor{{"name", "Tomas"},
                                {"email", "tomas@example.org"},
                                {"subject", "Brake noise"},
                                {"text", "Since Monday the front brake **sings**."}};
const test::Fields kFromMember{{"subject", "Thank you"}, {"text", "The new stay is quiet, thank you."}};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return {};
}

std::string path_of(const std::string& address) {
  return address.substr(0, address.find('?'));
}

std::string desk_of(const std::string& address) {
  const auto path = path_of(address);
  return "/desk/board/" + path.substr(path.rfind('-') + 1);
}

test::Fields with(test::Fields fields, const std::string& name, const std::string& value) {
  for (auto& field : fields) {
    if (field.first == name) field.second = value;
  }
  return fields;
}

}  // namespace

TEST_CASE("a member's message stands on the board at once") {
  BoardSite site;
  const auto sent = site.as("Ada Kern").submit("/support", kFromMember);
  REQUIRE(sent.status == 303);
  CHECK(contains(site.public_list(), "The new stay is quiet"));
  CHECK(contains(site.public_list(), "Ada Kern"));
  CHECK(contains(site.as("Ada Kern").get(location(sent)).body, "Your message is on the board."));
}

TEST_CASE("a visitor's message waits until staff has read it, and its writer finds it by their link") {
  BoardSite site;
  const auto sent = site.visitor().submit("/support", kFromVisitor);
  REQUIRE(sent.status == 303);
  CHECK(!contains(site.public_list(), "Brake noise"));
  CHECK(site.visitor().get(path_of(location(sent))).status == 404);
  CHECK(site.visitor().get(path_of(location(sent)) + "?key=0123").status == 404);
  CHECK(site.as("Ada Kern").get(path_of(location(sent))).status == 404);
  CHECK(contains(site.visitor().get(location(sent)).body, "<strong>sings</strong>"));

  auto bea = site.as("Bea", Role::service);
  CHECK(contains(site.waiting_list(), "Brake noise"));
  CHECK(bea.submit(desk_of(location(sent)), {{"action", "approve"}}).status == 303);
  CHECK(contains(site.public_list(), "Brake noise"));
  CHECK(site.visitor().get(path_of(location(sent))).status == 200);
}

TEST_CASE("nobody sees a visitor's address, in page or JSON") {
  BoardSite site;
  const auto sent = site.visitor().submit("/support", kFromVisitor);
  auto bea = site.as("Bea", Role::service);
  bea.submit(desk_of(location(sent)), {{"action", "approve"}});
  REQUIRE(contains(site.visitor().json("/support").body, R"("visitor_name":"Tomas")"));
  CHECK(!contains(site.visitor().json("/support").body, "tomas@"));
  CHECK(!contains(site.visitor().json(path_of(location(sent))).body, "tomas@"));
  CHECK(!contains(site.waiting_list(), "tomas@"));
}

TEST_CASE("a form with mistakes comes back as it was typed") {
  BoardSite site;
  auto fields = with(with(kFromVisitor, "email", "tomas at home"), "subject", "");
  const auto page = site.visitor().submit("/support", fields);
  CHECK(page.status == 422);
  CHECK(contains(page.body, "name@example.org"));
  CHECK(contains(page.body, "Please fill this in."));
  CHECK(contains(page.body, "value=\"tomas at home\""));
  CHECK(contains(page.body, "Since Monday the front brake **sings**."));
  CHECK(site.events().empty());
}

TEST_CASE("a robot that fills the trap is thanked and not heard") {
  BoardSite site;
  auto fields = kFromVisitor;
  fields.emplace_back("website", "https://spam.example");
  CHECK(site.visitor().submit("/support", fields).status == 303);
  CHECK(site.events().empty());
}

TEST_CASE("one address cannot flood the board") {
  BoardSite site{3};
  CHECK(site.visitor().submit("/support", kFromVisitor).status == 303);
  CHECK(site.visitor().submit("/support", kFromVisitor).status == 429);
  site.clock().advance(30000);
  CHECK(site.visitor().submit("/support", kFromVisitor).status == 303);
}

TEST_CASE("an answer stands under the message, tells the member and leaves the waiting list") {
  BoardSite site;
  auto ada = site.as("Ada Kern");
  const auto sent = ada.submit("/support", kFromMember);
  REQUIRE(contains(site.waiting_list(), "Thank you"));
  auto bea = site.as("Bea", Role::service);
  CHECK(bea.submit(desk_of(location(sent)), {{"action", "answer"}, {"text", "We are *glad*."}}).status == 303);
  CHECK(contains(site.public_list(), "<em>glad</em>"));
  CHECK(contains(site.waiting_list(), "Nothing waits"));
  CHECK(site.queued_mails() == 0);
  const auto event = site.events().back();
  CHECK(event.kind == "board.answered");
  CHECK(event.actor == bea.id());
  CHECK(contains(event.details, "\"author\":" + std::to_string(ada.id().value)));
  CHECK(contains(event.details, "\"path\":\"" + path_of(location(sent)) + "\""));
}

TEST_CASE("a member's own download has what they wrote here, and nothing of others") {
  BoardSite site;
  auto ada = site.as("Ada Kern");
  const auto sent = ada.submit("/support", kFromMember);
  site.visitor().submit("/support", kFromVisitor);
  auto bea = site.as("Bea", Role::service);
  CHECK(bea.submit(desk_of(location(sent)), {{"action", "answer"}, {"text", "We are *glad*."}}).status == 303);
  auto session = site.database().session();
  const auto of = [&](const test::Browser& who) {
    return http::to_json(writings_of(session, site.community(), who.id()));
  };
  CHECK(contains(of(ada), R"("text":"The new stay is quiet, thank you.")"));
  CHECK(contains(of(ada), R"("answers":[])"));
  CHECK(contains(of(bea), R"("messages":[])"));
  CHECK(contains(of(bea), R"("text":"We are *glad*.")"));
  CHECK(!contains(of(ada) + of(bea), "front brake"));
}

TEST_CASE("answering a visitor puts the message on the board and mails who left an address") {
  BoardSite site;
  const auto sent = site.visitor().submit("/support", kFromVisitor);
  const auto unmailed = site.visitor().submit("/support", with(kFromVisitor, "email", ""));
  auto bea = site.as("Bea", Role::service);
  bea.submit(desk_of(location(sent)), {{"action", "answer"}, {"text", "Clean the disc."}});
  CHECK(contains(site.public_list(), "Clean the disc."));
  CHECK(site.queued_mails() == 1);
  bea.submit(desk_of(location(unmailed)), {{"action", "answer"}, {"text", "Clean the disc, too."}});
  CHECK(site.queued_mails() == 1);
}

TEST_CASE("a preview shows the answer and sends nothing, and an empty answer comes back") {
  BoardSite site;
  const auto sent = site.as("Ada Kern").submit("/support", kFromMember);
  auto bea = site.as("Bea", Role::service);
  const auto preview = bea.submit(desk_of(location(sent)), {{"action", "preview"}, {"text", "We are *glad*."}});
  CHECK(preview.status == 200);
  CHECK(contains(preview.body, "<em>glad</em>"));
  CHECK(contains(preview.body, ">We are *glad*.</textarea>"));
  CHECK(!contains(site.public_list(), "glad"));
  CHECK(bea.submit(desk_of(location(sent)), {{"action", "answer"}, {"text", " "}}).status == 422);
}

TEST_CASE("a message that is taken down is seen by staff and its writer, and found by nobody") {
  BoardSite site;
  auto ada = site.as("Ada Kern");
  const auto sent = ada.submit("/support", kFromMember);
  const auto found = [&] {
    return text::search(site.database().session(), site.community(), "board", "stay", 5).size();
  };
  REQUIRE(found() == 1);
  auto bea = site.as("Bea", Role::service);
  bea.submit(desk_of(location(sent)), {{"action", "hide"}});
  CHECK(found() == 0);
  CHECK(!contains(site.public_list(), "stay"));
  CHECK(site.visitor().get(path_of(location(sent))).status == 404);
  CHECK(ada.get(path_of(location(sent))).status == 200);
  bea.submit(desk_of(location(sent)), {{"action", "show"}});
  CHECK(found() == 1);
}

TEST_CASE("only who answers the board gets to its desk") {
  BoardSite site;
  const auto sent = site.as("Ada Kern").submit("/support", kFromMember);
  const auto desk = desk_of(location(sent));
  CHECK(location(site.visitor().get("/desk/board")).starts_with("/sign-in"));
  CHECK(site.as("Ada Kern").get("/desk/board").status == 404);
  CHECK(site.as("Ada Kern").submit(desk, {{"action", "answer"}, {"text", "Me too"}}).status == 404);
  CHECK(site.as("Bea", Role::service).forge(desk, {{"action", "hide"}}).status == 403);
  CHECK(site.as("Bea", Role::service).submit(desk, {{"action", "explode"}}).status == 400);
}

TEST_CASE("whatever a visitor writes, no script of theirs runs, on the board or on the desk") {
  BoardSite site;
  const auto sent = site.visitor().submit("/support", {{"name", "<b onclick=alert(1)>"},
                                                       {"subject", "<script>alert(2)</script>"},
                                                       {"text", "<script>alert(3)</script> [a](javascript:alert(4))"}});
  auto bea = site.as("Bea", Role::service);
  const auto desk = site.waiting_list();
  bea.submit(desk_of(location(sent)), {{"action", "approve"}});
  for (const auto& page : {desk, site.public_list()}) {
    REQUIRE(contains(page, "&lt;script&gt;alert(2)"));
    CHECK(!contains(page, "<script>alert"));
    CHECK(!contains(page, "<b onclick"));
    CHECK(!contains(page, "href=\"javascript:"));
  }
}

TEST_CASE("the board is read page by page, newest first, also where times are equal") {
  BoardSite site;
  store::Transaction transaction{site.database()};
  for (int i = 0; i < 20; ++i) {
    import_board_message(transaction, site.ids(), site.community(),
                         {.id = {},
                          .author = {},
                          .name = "Tomas",
                          .subject = "Message " + std::to_string(i) + ".",
                          .text = "Something to say",
                          .created_at = 1000 + i / 5},
                         {});
  }
  transaction.commit();
  const auto first = site.public_list();
  CHECK(contains(first, "Message 19."));
  CHECK(contains(first, "Message 5."));
  CHECK(!contains(first, "Message 4."));
  const auto at = first.find("/support?before=");
  REQUIRE(at != std::string::npos);
  const auto second = site.visitor().get(first.substr(at, first.find('"', at) - at)).body;
  CHECK(contains(second, "Message 4."));
  CHECK(contains(second, "Message 0."));
  CHECK(!contains(second, "Message 5."));
}
