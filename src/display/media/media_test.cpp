#include <doctest/doctest.h>

#include "display/media/media_store.hpp"
#include "support/database.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

struct Shelf {
  test::FreshDatabase database;
  Shelf() {
    database->session()->execute_script(
        "INSERT INTO community (community_id, host, name, created_at) VALUES (1, 'one', 'One', 0), (2, 'two', 'Two', "
        "0)");
  }
  std::string keep(const Media& media, CommunityId community = CommunityId{1}) {
    store::Transaction change{*database};
    const auto name = keep_media(change, community, media, 5);
    change.commit();
    return name;
  }
};

}  // namespace

TEST_CASE("a picture comes back byte by byte, zeros included, and is kept once") {
  Shelf shelf;
  const std::string bytes("\x89PNG\0\xff\x00 end\n", 12);
  const auto name = shelf.keep({"image/png", bytes, 40, 30});
  CHECK(shelf.keep({"image/png", bytes, 40, 30}) == name);
  CHECK(name.ends_with(".png"));
  const auto found = find_media(*shelf.database->session(), CommunityId{1}, name);
  REQUIRE(found);
  CHECK(found->bytes == bytes);
  CHECK(found->width == 40);
  CHECK(found->height == 30);
}

TEST_CASE("a picture of one community is not found in another") {
  Shelf shelf;
  const auto name = shelf.keep({"image/webp", "w", 1, 1});
  CHECK(!find_media(*shelf.database->session(), CommunityId{2}, name));
}

TEST_CASE("only types that browsers show as pictures are kept") {
  Shelf shelf;
  CHECK_THROWS_AS(shelf.keep({"text/html", "<script>", 1, 1}), std::invalid_argument);
}
