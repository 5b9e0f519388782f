#include <doctest/doctest.h>
#include <readstat.h>

#include "research/lab_fixture.hpp"
#include "research/study.hpp"

using namespace rapport;
using namespace rapport::research::testing;

TEST_CASE("a researcher finds every set of answers, with its size and marks") {
  LabSite lab;
  const auto page = lab.rita.get("/lab");
  REQUIRE(page.status == 200);
  CHECK(contains(page, "Customer survey 2026"));
  CHECK(contains(page, "119 respondents"));
  CHECK(contains(page, "Simulated data"));
  CHECK(contains(page, "Spring survey"));
}

TEST_CASE("a visitor signs in first, and a member is not told that there is a laboratory") {
  LabSite lab;
  for (const std::string& path :
       {std::string("/lab"), LabSite::address(kSurvey), LabSite::address(kSurvey, "/quality"),
        LabSite::address(kSurvey, "/model"), std::string("/lab/glossary"), std::string("/lab/results/1")}) {
    CAPTURE(path);
    CHECK(lab.site.visitor().get(path).status == 303);
    CHECK(lab.site.as("Max Member").get(path).status == 404);
  }
  CHECK(lab.site.as("Max Member").submit("/lab/data", {{"title", "x"}}).status == 404);
  CHECK(lab.site.as("Max Member").submit(LabSite::address(kSurvey, "/drawing"), {{"model", "a =~ b"}}).status == 404);
}

TEST_CASE("an uploaded file becomes a data set of the researcher alone") {
  LabSite lab;
  const auto answer = lab.rita.upload("/lab/data", {{"title", "Pilot"}, {"missing", "-99"}, {"note", "Spring pilot"}},
                                      {csv_file("age,mood\n31,4\n-99,5\n40,2\n")});
  REQUIRE(answer.status == 303);
  const auto page = lab.rita.get(location(answer));
  CHECK(page.status == 200);
  CHECK(contains(page, "Spring pilot"));
  CHECK(contains(page, "35.500"));  // mean age of two
  CHECK(contains(lab.rita.get("/lab"), "Pilot"));

  auto other = lab.site.as("Otto Other", Role::researcher);
  CHECK(other.get(location(answer)).status == 404);
  CHECK(!contains(other.get("/lab"), "Pilot"));
  CHECK(other.get(location(answer) + "/delete").status == 404);
  CHECK(other.submit(location(answer) + "/delete").status == 404);

  CHECK(contains(page, location(answer) + "/delete"));
  const auto asked = lab.rita.get(location(answer) + "/delete");
  CHECK(contains(asked, "Delete these data?"));
  CHECK(contains(asked, "Pilot"));
  CHECK(lab.rita.submit(location(answer) + "/delete").status == 303);
  CHECK(lab.rita.get(location(answer)).status == 404);
}

TEST_CASE("a broken file is named with line, column and reason, and what was typed stays") {
  LabSite lab;
  const auto answer = lab.rita.upload("/lab/data", {{"title", "Pilot"}}, {csv_file("age,mood\n31,4\n40\n")});
  CHECK(answer.status == 422);
  CHECK(contains(answer, "answers.csv"));
  CHECK(contains(answer, "line 3"));
  CHECK(contains(answer, "value=\"Pilot\""));
  CHECK(lab.rita.upload("/lab/data", {{"title", "Pilot"}}, {}).status == 422);
  CHECK(lab.rita.upload("/lab/data", {{"title", ""}}, {csv_file("a\n1\n")}).status == 422);
}

TEST_CASE("a file with names and texts that attack is shown as it is") {
  LabSite lab;
  const auto answer = lab.rita.upload("/lab/data", {{"title", kAttack}},
                                      {csv_file("\"<script>alert('x')</script>\",b\n<img src=x>,1\n<b>,2\n")});
  REQUIRE(answer.status == 303);
  const auto page = lab.rita.get(location(answer));
  CHECK(page.status == 200);
  CHECK(is_harmless(page));
  CHECK(contains(page, "&lt;script&gt;"));
}

TEST_CASE("a published study comes with its questions, its model and the mark of simulated data") {
  LabSite lab;
  store::Transaction change{lab.site.database()};
  const auto id = research::add_study(change, lab.site.community(), lab.site.ids(), 0, study());
  change.commit();
  const auto page = lab.rita.get(LabSite::address(id));
  CHECK(contains(page, "Simulated data"));
  CHECK(contains(page, "What our customers ask for"));
  const auto model = lab.rita.get(LabSite::address(id, "/model"));
  CHECK(contains(model, "As published"));
  CHECK(contains(model, "ORE"));
  CHECK(!contains(page, "/delete"));
  CHECK(lab.rita.submit(LabSite::address(id, "/delete")).status == 404);
  CHECK(!contains(lab.rita.get(LabSite::address(kSurvey)), "/delete"));
  CHECK(lab.rita.get(LabSite::address(kSurvey, "/delete")).status == 404);
}

namespace {

/// Two published correlations with sizes and means, of two groups.
const std::string kMatrix =
    "group,name,a,b,c\nNorth,a,1,,\nNorth,b,0.5,1,\nNorth,c,0.4,0.45,1\nNorth,sd,2,1,1\nNorth,mean,3,4,5\nNorth,n,145,,"
    "\n"
    "South,a,1,,\nSouth,b,0.4,1,\nSouth,c,0.5,0.5,1\nSouth,sd,2,1,1\nSouth,mean,3,4,5\nSouth,n,156,,\n";

}  // namespace

TEST_CASE("a published matrix is kept like answers, shown by group, and offers what can be estimated from it") {
  LabSite lab;
  const auto answer = lab.rita.upload("/lab/data", {{"title", "Published"}, {"matrix", "yes"}}, {csv_file(kMatrix)});
  REQUIRE(answer.status == 303);
  const std::string path = location(answer);
  const auto page = lab.rita.get(path);
  CHECK(page.status == 200);
  CHECK(contains(page, "301 respondents"));
  CHECK(contains(page, "North: 145 respondents"));
  CHECK(contains(page, "0.450"));
  CHECK(!contains(page, path + "/quality"));
  for (const char* other : {"/quality", "/model", "/descriptives"}) CHECK(lab.rita.get(path + other).status == 404);
  const auto form = lab.rita.get(path + "/sem");
  CHECK(form.status == 200);
  CHECK(contains(form, "<code>b</code>"));
  CHECK(!contains(form, "<code>name</code>"));
  CHECK(!contains(form, "name=\"draws\""));
  CHECK(contains(form, "value=\"invariance\""));
  CHECK(contains(lab.rita.get("/lab"), "Covariance matrix"));
}

TEST_CASE("a matrix without a size, or with one that is none, is refused with what to do") {
  LabSite lab;
  const std::string bare = "name,a,b\na,1,\nb,0.5,1\n";
  const auto without = lab.rita.upload("/lab/data", {{"title", "P"}, {"matrix", "yes"}}, {csv_file(bare)});
  CHECK(without.status == 422);
  CHECK(contains(without, "number of respondents"));
  CHECK(contains(without, "name=\"matrix\" value=\"yes\" aria-describedby=\"data-matrix-hint\" checked"));
  const auto wrong =
      lab.rita.upload("/lab/data", {{"title", "P"}, {"matrix", "yes"}, {"sizes", "3x"}}, {csv_file(bare)});
  CHECK(wrong.status == 422);
  CHECK(contains(wrong, "3x"));
  CHECK(lab.rita.upload("/lab/data", {{"title", "P"}, {"matrix", "yes"}, {"sizes", "200"}}, {csv_file(bare)}).status ==
        303);
}

namespace {

ssize_t add_bytes(const void* data, std::size_t size, void* context) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

/// Two answers to one question whose values have names.
std::string spss_file() {
  std::string bytes;
  readstat_writer_t* writer = readstat_writer_init();
  readstat_set_data_writer(writer, add_bytes);
  readstat_label_set_t* often = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "often");
  readstat_label_double_value(often, 1, "<b>never</b>");
  readstat_variable_t* ride = readstat_add_variable(writer, "ride", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_set_label(ride, "How often do you ride?");
  readstat_variable_set_label_set(ride, often);
  readstat_begin_writing_sav(writer, &bytes, 2);
  for (const double answer : {1.0, 3.0}) {
    readstat_begin_row(writer);
    readstat_insert_double_value(writer, ride, answer);
    readstat_end_row(writer);
  }
  readstat_end_writing(writer);
  readstat_writer_free(writer);
  return bytes;
}

}  // namespace

TEST_CASE("a file of SPSS brings its questions and the names of its values along") {
  LabSite lab;
  const auto answer = lab.rita.upload("/lab/data", {{"title", "From SPSS"}}, {csv_file(spss_file(), "survey.SAV")});
  REQUIRE(answer.status == 303);
  const auto page = lab.rita.get(location(answer));
  CHECK(contains(page, "2 respondents"));
  CHECK(contains(page, "How often do you ride?"));
  CHECK(contains(page, "&lt;b&gt;never&lt;/b&gt;"));
  CHECK(contains(lab.rita.get(location(answer) + "/sem"), "How often do you ride?"));
}

TEST_CASE("a damaged SPSS file is refused by its name") {
  LabSite lab;
  const auto answer = lab.rita.upload("/lab/data", {{"title", "P"}}, {csv_file("a,b\n1,2\n", "survey.sav")});
  CHECK(answer.status == 422);
  CHECK(contains(answer, "survey.sav"));
  CHECK(contains(answer, "SPSS"));
}
