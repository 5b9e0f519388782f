#include "dialogue/sections/section.hpp"

namespace rapport::dialogue {

std::string section_path(const Section& section) {
  return "/community/" + section.slug;
}

bool may_start_topic(const Reader& reader, const Section& section) {
  return reader.member && (section.starters == Starters::members || reader.is_staff());
}

}  // namespace rapport::dialogue
