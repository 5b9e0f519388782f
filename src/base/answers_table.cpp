#include "base/answers_table.hpp"

namespace rapport {

std::string measurement_model(const std::vector<AnswerConstruct>& constructs) {
  std::string model;
  for (const auto& construct : constructs) {
    model += construct.code;
    model += construct.mode == MeasurementMode::reflective ? " =~ " : " <~ ";
    for (std::size_t i = 0; i < construct.items.size(); ++i) {
      if (i > 0) model += " + ";
      model += construct.items[i];
    }
    model += '\n';
  }
  return model;
}

}  // namespace rapport
