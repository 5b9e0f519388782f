#include "display/products/picture_desk.hpp"

#include <algorithm>
#include <memory>

#include "display/media/picture_upload.hpp"
#include "display/page_parts.hpp"
#include "display/products/product_model.hpp"
#include "display/products/product_store.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"

namespace rapport::display {
namespace {

constexpr std::size_t kMostPictures = 20;
constexpr std::size_t kLongestAlt = 300;
constexpr std::size_t kRoomForFields = 64 * 1024;

std::string pictures_path(ProductId id) {
  return "/desk/products/" + to_base32(id) + "/pictures";
}

std::string_view problem_key(UploadProblem problem) {
  switch (problem) {
    case UploadProblem::no_picture:
      return "product_upload_no_picture";
    case UploadProblem::too_large:
      return "product_upload_too_large";
    case UploadProblem::not_now:
      return "product_upload_not_now";
  }
  return {};  // every problem is named above
}

class PictureDesk {
 public:
  explicit PictureDesk(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    const auto product = find(context_.database.session(), request);
    return list_page(product, http::Form{request, context_.messages}, 200);
  }

  http::Response add(const http::Request& request) const {
    const auto shown = find(context_.database.session(), request);
    http::Form form{request, context_.messages};
    const std::string alt = form.text("alt", 1, kLongestAlt);
    const http::UploadedFile* file = nullptr;
    for (const auto& uploaded : request.files) {
      if (uploaded.field == "picture" && !uploaded.contents.empty()) file = &uploaded;
    }
    if (!file) form.fail("picture", word("product_upload_missing"));
    if (shown.pictures.size() >= kMostPictures) form.fail("picture", word("product_upload_too_many"));
    if (!form.ok()) return list_page(shown, form, 422);
    auto made = picture_from_upload(file->contents);  // slow, so before the transaction
    if (const auto* problem = std::get_if<UploadProblem>(&made)) {
      form.fail("picture", word(problem_key(*problem)));
      return list_page(shown, form, 422);
    }
    store::Transaction transaction{context_.database};
    auto product = find(transaction, request);
    const auto& media = std::get<Media>(made);
    const auto name = keep_media(transaction, request.reader.community, media, context_.clock.now_ms());
    std::erase_if(product.pictures, [&](const Picture& picture) { return picture.file_name == name; });
    product.pictures.push_back({name, alt, media.width, media.height});
    return save(transaction, request, product);
  }

  http::Response act(const http::Request& request) const {
    store::Transaction transaction{context_.database};
    auto product = find(transaction, request);
    auto& pictures = product.pictures;
    const auto picture = std::find_if(pictures.begin(), pictures.end(), [&](const Picture& candidate) {
      return candidate.file_name == request.param("file");
    });
    if (picture == pictures.end()) throw http::NotFound{};
    const std::string action = request.field("action");
    if (action == "describe") {
      http::Form form{request, context_.messages};
      picture->alt = form.text("alt", 1, kLongestAlt);
      if (!form.ok()) throw http::BadRequest(word("product_alt_missing"));
    } else if (action == "earlier") {
      if (picture != pictures.begin()) std::iter_swap(picture, picture - 1);
    } else if (action == "later") {
      if (picture + 1 != pictures.end()) std::iter_swap(picture, picture + 1);
    } else if (action == "remove") {
      pictures.erase(picture);
    } else {
      throw http::BadRequest("This button is not known here.");
    }
    return save(transaction, request, product);
  }

 private:
  std::string word(std::string_view key) const { return std::string(context_.messages.text(key)); }

  Product find(store::Session& session, const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    auto product = find_product(session, request.reader.community, request.id_param<ProductId>("product"));
    if (!product) throw http::NotFound{};
    return std::move(*product);
  }

  http::Response save(store::Transaction& transaction, const http::Request& request, const Product& product) const {
    const Change change{request.reader.community, request.reader.member, context_.clock.now_ms()};
    replace_pictures(transaction, change.community, product.id, product.pictures);
    append_event(transaction, context_.ids, change,
                 {.kind = "product.changed",
                  .subject = product.id.value,
                  .title = product.content.name,
                  .path = product_path(product.slug)});
    transaction.commit();
    return http::redirect(pictures_path(product.id));
  }

  http::Response list_page(const Product& product, const http::Form& form, int status) const {
    http::Value model;
    model.set("nav_desk", true);
    model.set("name", product.content.name);
    model.set("action_url", pictures_path(product.id));
    model.set("form", form.values({"picture", "alt"}));
    http::List pictures;
    for (const auto& picture : product.pictures) {
      pictures.push_back(picture_model(picture).set("file", picture.file_name).set("number", pictures.size() + 1));
    }
    model.set("pictures", std::move(pictures));
    model.set("breadcrumbs", http::List{breadcrumb(context_.messages.text("product_desk"), "/desk/products"),
                                        breadcrumb(product.content.name, "/desk/products/" + to_base32(product.id)),
                                        breadcrumb(context_.messages.text("product_pictures"))});
    return http::page("display/products/desk_pictures.html", word("product_pictures"), std::move(model), status);
  }

  Context context_;
};

}  // namespace

void add_picture_desk_routes(http::Router& router, const Context& context) {
  const auto desk = std::make_shared<const PictureDesk>(context);
  const std::string pictures = "/desk/products/{product}/pictures";
  router.get(pictures, [desk](const http::Request& request) { return desk->list(request); });
  router.post(pictures, [desk](const http::Request& request) { return desk->add(request); },
              {.body_limit = kLargestUpload + kRoomForFields});
  router.post(pictures + "/{file}", [desk](const http::Request& request) { return desk->act(request); });
}

}  // namespace rapport::display
