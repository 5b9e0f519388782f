#include "research/research.hpp"

#include "research/descriptives/descriptives_pages.hpp"
#include "research/glossary/glossary_pages.hpp"
#include "research/home/home_pages.hpp"
#include "research/lab.hpp"
#include "research/models/model_pages.hpp"
#include "research/pls/pls_job.hpp"
#include "research/pls/pls_result_pages.hpp"
#include "research/quality/quality_pages.hpp"
#include "research/sem/sem_job.hpp"
#include "research/sem/sem_pages.hpp"
#include "research/sem/sem_result_pages.hpp"

namespace rapport::research {
namespace {

std::shared_ptr<Lab> lab_over(store::Database& database, const Clock& clock, IdSource& ids, AnswersSource surveys,
                              const http::Messages& messages) {
  return std::make_shared<Lab>(Lab{database, clock, ids, AnswerSets{database, std::move(surveys)}, messages});
}

}  // namespace

void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                AnswersSource surveys, const http::Messages& messages) {
  const auto lab = lab_over(database, clock, ids, std::move(surveys), messages);
  add_home_routes(router, lab);
  add_glossary_routes(router, lab);
  add_descriptives_routes(router, lab);
  add_quality_routes(router, lab);
  add_model_routes(router, lab);
  add_pls_result_routes(router, lab);
  add_sem_routes(router, lab);
  add_sem_result_routes(router, lab);
}

std::vector<jobs::Handler> job_handlers(store::Database& database, const Clock& clock, IdSource& ids,
                                        AnswersSource surveys, const http::Messages& messages) {
  const auto lab = lab_over(database, clock, ids, std::move(surveys), messages);
  const auto at_work = std::make_shared<std::atomic<unsigned>>(0);
  return {estimation_handler(lab, Method::pls, estimate_pls_model, at_work),
          estimation_handler(lab, Method::sem, estimate_sem_model, at_work)};
}

}  // namespace rapport::research
