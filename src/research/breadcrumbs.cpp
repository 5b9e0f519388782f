#include "research/breadcrumbs.hpp"

namespace rapport::research {

http::List breadcrumbs(const Lab& lab, const std::vector<Crumb>& way) {
  http::List list{http::Value{}.set("label", lab.messages.text("nav_lab")).set("url", "/lab")};
  for (const Crumb& crumb : way) list.push_back(http::Value{}.set("label", crumb.label).set("url", crumb.url));
  return list;
}

}  // namespace rapport::research
