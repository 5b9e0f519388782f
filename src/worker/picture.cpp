#include "worker/picture.hpp"

#include <vips/vips.h>

#include <memory>

namespace rapport::worker {
namespace {

constexpr double kMostPixels = 50e6;
constexpr int kLongestSide = 1600;
constexpr int kQuality = 82;

using Image = std::unique_ptr<VipsImage, decltype(&g_object_unref)>;

/// Places, cameras, profiles, comments: whatever came beside the pixels, by whatever name.
Image without_metadata(VipsImage* image) {
  VipsImage* copy = nullptr;
  if (vips_copy(image, &copy, nullptr) != 0) return {nullptr, g_object_unref};
  gchar** fields = vips_image_get_fields(copy);
  for (gchar** field = fields; *field; ++field) vips_image_remove(copy, *field);  // the measures themselves stay
  g_strfreev(fields);
  return {copy, g_object_unref};
}

}  // namespace

bool prepare_pictures() {
  if (VIPS_INIT("rapport-worker") != 0) return false;
  g_log_set_default_handler([](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  // Every other decoder in the library is one more to attack.
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const char* loader :
       {"VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp", "VipsForeignLoadHeif"}) {
    vips_operation_block_set(loader, FALSE);
  }
  return true;
}

Refusal make_picture(const std::string& upload, Picture& picture) {
  const Image header(
      vips_image_new_from_buffer(upload.data(), upload.size(), "", "access", VIPS_ACCESS_SEQUENTIAL, nullptr),
      g_object_unref);
  if (!header) return Refusal::no_picture;
  const double pixels = static_cast<double>(vips_image_get_width(header.get())) * vips_image_get_height(header.get());
  if (pixels > kMostPixels) return Refusal::too_many_pixels;

  VipsImage* small = nullptr;
  // The library promises not to write to the buffer; its interface predates const.
  if (vips_thumbnail_buffer(const_cast<char*>(upload.data()), upload.size(), &small, kLongestSide, "height",
                            kLongestSide, "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on",
                            VIPS_FAIL_ON_ERROR, nullptr) != 0) {
    return Refusal::no_picture;
  }
  const Image decoded(small, g_object_unref);
  const Image result = without_metadata(decoded.get());
  if (!result) return Refusal::no_picture;
  void* bytes = nullptr;
  std::size_t size = 0;
  if (vips_webpsave_buffer(result.get(), &bytes, &size, "Q", kQuality, "strip", TRUE, nullptr) != 0) {
    return Refusal::no_picture;
  }
  picture.width = vips_image_get_width(result.get());
  picture.height = vips_image_get_height(result.get());
  picture.webp.assign(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return Refusal::none;
}

}  // namespace rapport::worker
