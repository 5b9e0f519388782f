#include "research/research.hpp"

#include <doctest/doctest.h>

#include "research/lab_fixture.hpp"

using namespace rapport;
using namespace rapport::research::testing;

TEST_CASE("the glossary explains every quantity") {
  LabSite lab;
  const auto page = lab.rita.get("/lab/glossary");
  REQUIRE(page.status == 200);
  CHECK(contains(page, "Average variance extracted"));
  CHECK(contains(page, "Heterotrait–monotrait"));
  CHECK(contains(lab.rita.json("/lab/glossary"), "\"name\":\"rho_c\""));
}

TEST_CASE("every page of a set leads to the others and back to the laboratory") {
  LabSite lab;
  for (const auto* part : {"", "/quality", "/model"}) {
    CAPTURE(part);
    const auto page = lab.rita.get(LabSite::address(kSurvey, part));
    const std::string path = "/lab/customer-survey-2026-" + to_base32(kSurvey);
    CHECK(contains(page, "href=\"" + path + "\""));
    CHECK(contains(page, "href=\"" + path + "/quality\""));
    CHECK(contains(page, "href=\"" + path + "/model\""));
    CHECK(contains(page, "aria-current=\"page\""));
    CHECK(contains(page, "href=\"/lab\""));
    CHECK(contains(page, "Simulated data"));
  }
}
