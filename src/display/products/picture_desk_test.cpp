#include <zlib.h>

#include "display/products/product_store.hpp"
#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

std::string big_endian(std::uint32_t number) {
  return {static_cast<char>(number >> 24), static_cast<char>(number >> 16), static_cast<char>(number >> 8),
          static_cast<char>(number)};
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string checked = type + data;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + checked + big_endian(static_cast<std::uint32_t>(sum));
}

/// A grey PNG with a comment; the header may claim a size that the data does not have.
std::string png(std::uint32_t width, std::uint32_t height, char grey = 'g', std::uint32_t claimed = 0) {
  const std::string rows((width + 1) * height, grey);
  std::string raw;
  for (std::uint32_t row = 0; row < height; ++row) raw += std::string(1, '\0') + rows.substr(0, width);
  std::string packed(compressBound(raw.size()), '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(raw.data()), raw.size());
  packed.resize(size);
  const std::string measures =
      claimed ? big_endian(claimed) + big_endian(claimed) : big_endian(width) + big_endian(height);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", measures + std::string("\x08\0\0\0\0", 5)) +
         chunk("tEXt", std::string("Comment\0taken at home", 21)) + chunk("IDAT", packed) + chunk("IEND", "");
}

struct Pictures {
  DisplaySite site;
  ProductId id = site.show_product("aurora-s", bicycle());
  std::string path = "/desk/products/" + to_base32(id) + "/pictures";
  test::Browser mara = site.as("Mara", Role::marketing);

  http::Response upload(std::string contents, const std::string& alt = "Aurora S from the right") {
    return mara.upload(path, {{"alt", alt}}, {{"picture", "bicycle.png", "image/png", std::move(contents)}});
  }
  std::vector<Picture> kept() {
    return find_product(site.database().session(), site.community(), "aurora-s")->pictures;
  }
};

}  // namespace

TEST_CASE("an uploaded picture is made anew as WebP, without what the camera wrote beside it") {
  Pictures pictures;
  REQUIRE(pictures.upload(png(40, 30)).status == 303);
  REQUIRE(pictures.kept().size() == 1);
  const auto picture = pictures.kept().front();
  CHECK(picture.alt == "Aurora S from the right");
  CHECK(picture.width == 40);
  CHECK(picture.height == 30);
  const auto sent = pictures.site.visitor().get(media_path(picture.file_name));
  CHECK(header(sent, "Content-Type") == "image/webp");
  CHECK(sent.body.starts_with("RIFF"));
  CHECK(!contains(sent.body, "taken at home"));
  CHECK(contains(pictures.site.visitor().get("/products/aurora-s").body, media_path(picture.file_name)));
}

TEST_CASE("a large picture is made small") {
  Pictures pictures;
  REQUIRE(pictures.upload(png(3200, 1600)).status == 303);
  CHECK(pictures.kept().front().width == 1600);
  CHECK(pictures.kept().front().height == 800);
}

TEST_CASE("what is no picture is refused, whatever it calls itself, and what was typed stays") {
  Pictures pictures;
  for (const std::string& hostile :
       {std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        std::string("GIF89a\x01\0\x01\0\0\0\0", 13), std::string("%PDF-1.4"), std::string(1000, '\0'),
        "\x89PNG\r\n\x1a\n" + std::string(100, 'x'), std::string("\xff\xd8\xff\xe0 no JPEG")}) {
    const auto page = pictures.upload(hostile);
    CHECK(page.status == 422);
    CHECK(contains(page.body, "not a picture that we can read"));
    CHECK(contains(page.body, "value=\"Aurora S from the right\""));
  }
  CHECK(pictures.kept().empty());
}

TEST_CASE("a picture too large to decode is refused by its header, one too large to send before that") {
  Pictures pictures;
  const auto bomb = pictures.upload(png(10, 10, 'g', 60000));
  CHECK(bomb.status == 422);
  CHECK(contains(bomb.body, "larger than 10 MB or 50 megapixels"));
  const auto heavy = pictures.upload(std::string(10 * 1024 * 1024 + 1, 'x'));
  CHECK(heavy.status == 422);
  CHECK(contains(heavy.body, "larger than 10 MB or 50 megapixels"));
}

TEST_CASE("a picture needs words for who cannot see it, and a file") {
  Pictures pictures;
  const auto page = pictures.upload(png(4, 4), " ");
  CHECK(page.status == 422);
  CHECK(contains(page.body, "id=\"alt-error\""));
  CHECK(contains(pictures.mara.submit(pictures.path, {{"alt", "Words"}}).body, "Please choose a file."));
  REQUIRE(pictures.upload(png(4, 4)).status == 303);
  const auto one = pictures.path + "/" + pictures.kept().front().file_name;
  CHECK(pictures.mara.submit(one, {{"action", "describe"}, {"alt", ""}}).status == 400);
  CHECK(pictures.mara.submit(one, {{"action", "describe"}, {"alt", "Better words"}}).status == 303);
  CHECK(pictures.kept().front().alt == "Better words");
}

TEST_CASE("pictures are put in order and removed") {
  Pictures pictures;
  REQUIRE(pictures.upload(png(4, 4, 'a'), "first").status == 303);
  REQUIRE(pictures.upload(png(4, 4, 'b'), "second").status == 303);
  const auto act = [&](const std::string& action) {
    return pictures.mara.submit(pictures.path + "/" + pictures.kept().back().file_name, {{"action", action}}).status;
  };
  CHECK(act("later") == 303);
  CHECK(pictures.kept().back().alt == "second");
  CHECK(act("earlier") == 303);
  CHECK(pictures.kept().back().alt == "first");
  CHECK(act("remove") == 303);
  REQUIRE(pictures.kept().size() == 1);
  CHECK(pictures.kept().front().alt == "second");
  CHECK(act("explode") == 400);
}

TEST_CASE("only who manages products uploads pictures") {
  Pictures pictures;
  auto ada = pictures.site.as("Ada Kern");
  CHECK(ada.upload(pictures.path, {{"alt", "x"}}, {{"picture", "x.png", "image/png", png(4, 4)}}).status == 404);
  CHECK(location(pictures.site.visitor().get(pictures.path)).starts_with("/sign-in"));
  CHECK(pictures.kept().empty());
}
