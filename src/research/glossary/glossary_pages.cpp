#include "research/glossary/glossary_pages.hpp"

#include "members/permission.hpp"
#include "research/breadcrumbs.hpp"

namespace rapport::research {
namespace {

/// The terms in the order in which a study meets them; the words are those of the tables.
constexpr std::string_view kTerms[] = {"mean",
                                       "sd",
                                       "se",
                                       "median",
                                       "skewness",
                                       "kurtosis",
                                       "valid_percent",
                                       "construct",
                                       "item",
                                       "loading",
                                       "loading_pls",
                                       "weight",
                                       "item_rest",
                                       "alpha",
                                       "alpha_standardized",
                                       "alpha_if_deleted",
                                       "rho_a",
                                       "rho_c",
                                       "ave",
                                       "fornell_larcker",
                                       "htmt",
                                       "path",
                                       "est",
                                       "se_bootstrap",
                                       "t",
                                       "pvalue",
                                       "ci_lower",
                                       "indirect",
                                       "total",
                                       "r2",
                                       "r2_adj",
                                       "f2",
                                       "vif",
                                       "srmr",
                                       "d_uls",
                                       "d_g",
                                       "gof",
                                       "mode",
                                       "chi_square",
                                       "df",
                                       "chi_square_p",
                                       "bollen_stine_p",
                                       "baseline",
                                       "cfi",
                                       "cfi_tsize",
                                       "tli",
                                       "nfi",
                                       "ifi",
                                       "rmsea",
                                       "rmsea_interval",
                                       "rmsea_p",
                                       "gfi",
                                       "agfi",
                                       "logl",
                                       "aic",
                                       "bic",
                                       "bic2",
                                       "scaled",
                                       "robust",
                                       "estimate",
                                       "se_sem",
                                       "z",
                                       "pvalue_sem",
                                       "interval",
                                       "standardized",
                                       "omega",
                                       "correlation_residual",
                                       "mi",
                                       "epc",
                                       "sepc",
                                       "delta"};

http::Response show(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  http::List terms;
  for (const std::string_view term : kTerms) {
    terms.push_back(http::Value{}
                        .set("name", term)
                        .set("heading", lab.messages.text("lab_column_" + std::string(term)))
                        .set("meaning", lab.messages.text("lab_meaning_" + std::string(term))));
  }
  http::Value page;
  page.set("nav_lab", true)
      .set("breadcrumbs", breadcrumbs(lab, {{.label = std::string(lab.messages.text("lab_glossary"))}}))
      .set("terms", std::move(terms));
  return http::page("research/glossary/glossary.html", std::string(lab.messages.text("lab_glossary")), std::move(page));
}

}  // namespace

void add_glossary_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/glossary", [lab](const http::Request& request) { return show(*lab, request); });
}

}  // namespace rapport::research
