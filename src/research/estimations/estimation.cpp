#include "research/estimations/estimation.hpp"

namespace rapport::research {

std::string name_of(Method method) {
  return method == Method::pls ? "pls" : "sem";
}

std::string path_of(Method method, EstimationId id) {
  return (method == Method::pls ? "/lab/results/" : "/lab/sem/") + to_base32(id);
}

std::string path_of(const Estimation& estimation) {
  return path_of(estimation.method, estimation.id);
}

AnswersSummary about_of(const Estimation& estimation) {
  return {.id = estimation.answers, .title = estimation.answers_title, .simulated = estimation.simulated};
}

}  // namespace rapport::research
