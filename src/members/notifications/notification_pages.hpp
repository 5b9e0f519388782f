#pragma once

#include "members/site.hpp"

namespace rapport::members {

/// GET /notifications; GET /notifications/{notification}, which marks it read and leads to what it is about;
/// POST /notifications/read for all.
void add_notification_routes(http::Router& router, const Site& site);

}  // namespace rapport::members
