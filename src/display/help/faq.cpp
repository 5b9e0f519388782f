#include "display/help/faq.hpp"

#include "text/slug.hpp"

namespace rapport::display {

std::string faq_path(FaqId id, const std::string& question) {
  return "/help/" + text::slug(question) + "-" + to_base32(id);
}

}  // namespace rapport::display
