#include "research/answer_sets/answer_set.hpp"

#include <doctest/doctest.h>

#include "research/answer_sets/codebook.hpp"
#include "research/lab_fixture.hpp"

using namespace rapport;
using namespace rapport::research;
using namespace rapport::research::testing;

TEST_CASE("a survey's answers become a table with one column per variable") {
  const AnswerSet set = answer_set(survey_answers());
  CHECK(set.table.row_count == 119);
  CHECK(set.table.columns.size() == set.variables.size());
  CHECK(set.table.find("EXP_a")->numbers == study_table().find("EXP_a")->numbers);
  CHECK(set.find("EXP_a")->label == study().constructs[0].items[0].question);
  CHECK(set.construct_name("EXP") == "External pressure");
  CHECK(set.construct_name("unknown") == "unknown");
}

TEST_CASE("a fingerprint changes with a single answer") {
  AnswerSet set = answer_set(survey_answers());
  const std::string before = fingerprint(set.table);
  CHECK(before == fingerprint(answer_set(survey_answers()).table));
  set.table.columns[3].numbers[7] += 1;
  CHECK(before != fingerprint(set.table));
}

TEST_CASE("a codebook comes back as it was stored") {
  const AnswerSet set = answer_set(survey_answers());
  AnswerSet read;
  read_codebook(codebook_json(set), read);
  CHECK(codebook_json(read) == codebook_json(set));
  CHECK(read.find("EXP_a")->value_labels.size() == 2);
  CHECK(read.constructs.front().items == set.constructs.front().items);
}
