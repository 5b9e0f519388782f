#include "research/study.hpp"

#include "research/answer_sets/data_set_store.hpp"
#include "research/models/model_store.hpp"
#include "stats/simulate/simulate.hpp"

namespace rapport::research {
namespace {

AnswerVariable variable_of(const stats::StudyItem& item, const stats::StudyConstruct& construct,
                           const stats::Study& study) {
  return {.name = item.name,
          .label = item.question,
          .kind = AnswerKind::likert,
          .construct = construct.name,
          .value_labels = {{.value = static_cast<double>(item.minimum), .label = study.lowest},
                           {.value = static_cast<double>(item.maximum), .label = study.highest}}};
}

AnswerSet set_of(const stats::Study& study, std::int64_t id) {
  AnswerSet set;
  set.table = stats::simulate_study(study, study.seed);
  set.about = {
      .id = id, .title = study.title, .respondents = static_cast<std::int64_t>(set.table.row_count), .simulated = true};
  set.note = study.summary + " " + study.source;
  for (const auto& construct : study.constructs) {
    AnswerConstruct known{.code = construct.name, .name = construct.label};
    for (const auto& item : construct.items) {
      known.items.push_back(item.name);
      set.variables.push_back(variable_of(item, construct, study));
    }
    set.constructs.push_back(std::move(known));
  }
  return set;
}

}  // namespace

std::int64_t add_study(store::Transaction& change, CommunityId community, IdSource& ids, std::int64_t now_ms,
                       const stats::Study& study) {
  const AnswerSet set = set_of(study, ids.next());
  insert_data_set(change, community, set, {}, now_ms);
  add_study_model(change, community, ids, now_ms, study, set.about.id);
  return set.about.id;
}

void add_study_model(store::Transaction& change, CommunityId community, IdSource& ids, std::int64_t now_ms,
                     const stats::Study& study, std::int64_t answers) {
  insert_model(change, community,
               {.id = ids.next<LabModelId>(),
                .answers = answers,
                .name = "As published",
                .text = stats::study_model(study),
                .created_at_ms = now_ms});
}

}  // namespace rapport::research
