#pragma once

#include "app/example/source.hpp"
#include "store/database.hpp"

namespace rapport::app::example {

/// What Larkfell shows and is asked: products with their pictures, FAQ, news, message board. Adds "product:…" and
/// "faq:…" to places before anything with links is written.
void load_showcase(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times,
                   const Cast& cast, Places& places);

}  // namespace rapport::app::example
