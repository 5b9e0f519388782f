#include "text/search.hpp"

#include <doctest/doctest.h>

#include "store/query.hpp"
#include "support/database.hpp"

using namespace rapport;
using namespace rapport::text;

namespace {

struct Library {
  test::FreshDatabase database;
  CommunityId here{1};
  Library() {
    database->session()->execute_script(
        "INSERT INTO community (community_id, host, name, created_at) VALUES (1, 'one', 'One', 0), (2, 'two', 'Two', "
        "0)");
    add({"faq", 1, "Charging in winter", "A cold battery charges slowly. Bring it **inside**.", "/help/1"});
    add({"faq", 2, "Locks", "The lock is not part of the battery warranty.", "/help/2"});
    add({"topic", 3, "Winter range", "Mine loses a third when it is freezing", "/community/3"});
  }
  void add(const Document& document, CommunityId community = CommunityId{1}) {
    store::Transaction change{*database};
    index(change, community, document);
    change.commit();
  }
  std::vector<std::int64_t> find(std::string_view query, std::string_view kind = "") {
    std::vector<std::int64_t> ids;
    for (const auto& hit : search(*database->session(), here, kind, query, 10)) ids.push_back(hit.id);
    return ids;
  }
};

}  // namespace

TEST_CASE("search finds all words, their other forms, and the beginning of the last one") {
  Library library;
  CHECK(library.find("battery charging") == std::vector<std::int64_t>{1});
  CHECK(library.find("charge") == std::vector<std::int64_t>{1});
  CHECK(library.find("freez") == std::vector<std::int64_t>{3});
  CHECK(library.find("battery unicorn").empty());
}

TEST_CASE("a word in the title counts more") {
  Library library;
  CHECK(library.find("lock battery") == std::vector<std::int64_t>{2});
  library.add({"faq", 9, "Battery", "How to care for it", "/help/9"});
  CHECK(library.find("battery").front() == 9);
}

TEST_CASE("a search of the FAQ alone follows what is changed and removed, and reads nothing else") {
  Library library;
  CHECK(library.find("winter", "faq") == std::vector<std::int64_t>{1});
  CHECK(library.find("battery", "faq").size() == 2);
  library.add({"faq", 1, "Charging in summer", "Keep it in the shade.", "/help/1"});
  CHECK(library.find("winter", "faq").empty());
  CHECK(library.find("shade", "faq") == std::vector<std::int64_t>{1});
  library.add({"topic", 4, "Shade", "Where do you park?", "/community/4"});
  CHECK(library.find("shade", "faq") == std::vector<std::int64_t>{1});
  store::Transaction change{*library.database};
  remove_from_index(change, library.here, "faq", 1);
  change.commit();
  CHECK(library.find("shade", "faq").empty());
  CHECK(library.find("shade") == std::vector<std::int64_t>{4});
}

TEST_CASE("the index of the FAQ stays in few pieces however often entries are saved") {
  Library library;
  if (library.database->engine() != store::Engine::sqlite) return;  // PostgreSQL keeps one index
  for (int round = 0; round < 100; ++round) {
    library.add({"faq", 10 + round % 50, "Entry", "Saved in round " + std::to_string(round), "/help/10"});
  }
  auto session = library.database->session();
  constexpr const char* pieces = "SELECT count(DISTINCT segid) FROM search_faq_index_idx";
  CHECK(store::one<std::int64_t>(session, pieces).value() <= 8);
  CHECK(library.find("saved", "faq").size() == 10);
  CHECK(library.find("99", "faq") == std::vector<std::int64_t>{59});
  CHECK(library.find("49", "faq").empty());
}

TEST_CASE("search can be held to one kind, and never crosses communities") {
  Library library;
  library.add({"faq", 5, "Winter elsewhere", "x", "/help/5"}, CommunityId{2});
  CHECK(library.find("winter").size() == 2);
  CHECK(library.find("winter", "topic") == std::vector<std::int64_t>{3});
}

TEST_CASE("a kind is found whatever its word looks like, and no text can pretend to be of another kind or community") {
  Library library;
  library.add({"news", 6, "Frost report", "A summary", "/news/6"});
  CHECK(library.find("frost", "news") == std::vector<std::int64_t>{6});
  library.add({"topic", 7, "in1xfaq in1 #1 #1#faq pretender", "x", "/community/7"}, CommunityId{2});
  CHECK(library.find("pretender").empty());
  CHECK(library.find("pretender", "faq").empty());
  CHECK(library.find("in1xfaq").empty());
}

TEST_CASE("what changes or goes is found as it is now") {
  Library library;
  library.add({"faq", 2, "Locks", "Insurers ask for a certified lock.", "/help/2"});
  CHECK(library.find("warranty").empty());
  CHECK(library.find("insurers") == std::vector<std::int64_t>{2});
  store::Transaction change{*library.database};
  remove_from_index(change, library.here, "faq", 2);
  change.commit();
  CHECK(library.find("insurers").empty());
}

TEST_CASE("nothing that a person types is an error") {
  Library library;
  for (const char* typed : {"", "   ", "\"", "winter\"", "AND OR NOT", "a AND", "col:x", "(((", "'; DROP TABLE", "*",
                            "-x", "50% \\", ":query", "été & | !", "NEAR(a b)"}) {
    CAPTURE(typed);
    CHECK_NOTHROW(library.find(typed));
  }
}
