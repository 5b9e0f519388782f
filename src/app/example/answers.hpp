#pragma once

#include "app/example/source.hpp"
#include "store/database.hpp"

namespace rapport::app::example {

/// The open survey "How are we doing?" with some answers, and the closed customer study with as many simulated answers
/// as the published one kept, drawn from studies/000-customer-orientation.json. Into the laboratory besides: that
/// study's model, and the study of enterprise initiatives (studies/003-enterprise-initiatives.json).
void load_answers(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times,
                  const Cast& cast);

}  // namespace rapport::app::example
