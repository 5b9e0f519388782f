#include "stats/sem/options.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "stats/model/path_model.hpp"

namespace rapport::stats::sem {
namespace {

template <class Value>
struct Word {
  const char* word;
  Value value;
};

constexpr std::array estimators = {
    Word{"ML", Estimator::ml},         Word{"MLM", Estimator::mlm},   Word{"MLMV", Estimator::mlmv},
    Word{"MLMVS", Estimator::mlmvs},   Word{"MLR", Estimator::mlr},   Word{"MLF", Estimator::mlf},
    Word{"GLS", Estimator::gls},       Word{"WLS", Estimator::wls},   Word{"ULS", Estimator::uls},
    Word{"DWLS", Estimator::dwls},     Word{"ULSM", Estimator::ulsm}, Word{"ULSMV", Estimator::ulsmv},
    Word{"ULSMVS", Estimator::ulsmvs}, Word{"WLSM", Estimator::wlsm}, Word{"WLSMV", Estimator::wlsmv},
    Word{"WLSMVS", Estimator::wlsmvs},
};
constexpr std::array standard_errors = {
    Word{"standard", StandardErrors::standard},
    Word{"none", StandardErrors::none},
    Word{"first.order", StandardErrors::first_order},
    Word{"robust.sem", StandardErrors::robust_sem},
    Word{"robust.huber.white", StandardErrors::robust_huber_white},
    Word{"bootstrap", StandardErrors::bootstrap},
    Word{"robust", StandardErrors::robust},
};
constexpr std::array test_statistics = {
    Word{"standard", TestStatistic::standard},
    Word{"none", TestStatistic::none},
    Word{"satorra.bentler", TestStatistic::satorra_bentler},
    Word{"mean.var.adjusted", TestStatistic::mean_var_adjusted},
    Word{"scaled.shifted", TestStatistic::scaled_shifted},
    Word{"yuan.bentler", TestStatistic::yuan_bentler},
    Word{"yuan.bentler.mplus", TestStatistic::yuan_bentler_mplus},
    Word{"bollen.stine", TestStatistic::bollen_stine},
};
constexpr std::array informations = {
    Word{"expected", Information::expected},
    Word{"observed", Information::observed},
    Word{"first.order", Information::first_order},
};
constexpr std::array missings = {
    Word{"listwise", Missing::listwise}, Word{"ml", Missing::ml},     Word{"fiml", Missing::ml},
    Word{"pairwise", Missing::pairwise}, Word{"ml.x", Missing::ml_x}, Word{"fiml.x", Missing::ml_x},
    Word{"direct", Missing::ml},
};
constexpr std::array likelihoods = {Word{"normal", Likelihood::normal}, Word{"wishart", Likelihood::wishart}};
constexpr std::array parameterizations = {Word{"delta", Parameterization::delta},
                                          Word{"theta", Parameterization::theta}};
constexpr std::array bounds_words = {
    Word{"none", Bounds::none},       Word{"standard", Bounds::standard},     Word{"wide", Bounds::wide},
    Word{"pos.var", Bounds::pos_var}, Word{"pos.ov.var", Bounds::pos_ov_var}, Word{"pos.lv.var", Bounds::pos_lv_var},
};
constexpr std::array intervals = {
    Word{"perc", BootstrapInterval::percentile},
    Word{"bc", BootstrapInterval::bias_corrected},
    Word{"bca.simple", BootstrapInterval::bias_corrected},
    Word{"bca", BootstrapInterval::bca},
};
constexpr std::array equals = {
    Word{"loadings", GroupEqual::loadings},
    Word{"intercepts", GroupEqual::intercepts},
    Word{"means", GroupEqual::means},
    Word{"thresholds", GroupEqual::thresholds},
    Word{"regressions", GroupEqual::regressions},
    Word{"residuals", GroupEqual::residuals},
    Word{"residual.covariances", GroupEqual::residual_covariances},
    Word{"lv.variances", GroupEqual::lv_variances},
    Word{"lv.covariances", GroupEqual::lv_covariances},
};
constexpr std::array difference_methods = {
    Word{"default", DifferenceMethod::automatic},
    Word{"standard", DifferenceMethod::standard},
    Word{"satorra.bentler.2001", DifferenceMethod::satorra_bentler_2001},
    Word{"satorra.bentler.2010", DifferenceMethod::satorra_bentler_2010},
    Word{"satorra.2000", DifferenceMethod::satorra_2000},
};
constexpr std::array functions = {Word{"cfa", Function::cfa}, Word{"sem", Function::sem},
                                  Word{"growth", Function::growth}};

/// Lower case, with dots for dashes and underscores.
std::string plain(std::string_view word) {
  std::string result;
  for (const char c : word)
    result += c == '-' || c == '_' ? '.' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

template <class Words>
auto find_word(const Words& words, const char* what, const std::string& asked) {
  std::vector<std::string> known;
  for (const auto& entry : words) {
    if (plain(entry.word) == plain(asked)) return entry.value;
    known.push_back(plain(entry.word));
  }
  std::string message = "There is no " + std::string(what) + " \"" + asked + "\".";
  if (const auto nearest = nearest_name(plain(asked), known)) {
    const auto at = std::find(known.begin(), known.end(), *nearest) - known.begin();
    message += " Did you mean " + std::string(words[static_cast<std::size_t>(at)].word) + "?";
  }
  message += " There are:";
  for (const auto& entry : words) message += std::string(" ") + entry.word;
  throw OptionError(message + ".");
}

template <class Words, class Value>
std::string spell(const Words& words, Value value) {
  for (const auto& entry : words)
    if (entry.value == value) return entry.word;
  return {};
}

struct Brought {  // what an estimator's name brings
  Discrepancy discrepancy;
  StandardErrors se;
  TestStatistic test;
};

Brought brought_by(Estimator estimator) {
  using D = Discrepancy;
  using S = StandardErrors;
  using T = TestStatistic;
  switch (estimator) {
    case Estimator::ml:
      return {D::ml, S::standard, T::standard};
    case Estimator::mlm:
      return {D::ml, S::robust_sem, T::satorra_bentler};
    case Estimator::mlmv:
      return {D::ml, S::robust_sem, T::scaled_shifted};
    case Estimator::mlmvs:
      return {D::ml, S::robust_sem, T::mean_var_adjusted};
    case Estimator::mlr:
      return {D::ml, S::robust_huber_white, T::yuan_bentler_mplus};
    case Estimator::mlf:
      return {D::ml, S::first_order, T::standard};
    case Estimator::gls:
      return {D::gls, S::standard, T::standard};
    case Estimator::wls:
      return {D::wls, S::standard, T::standard};
    case Estimator::uls:
      return {D::uls, S::standard, T::standard};
    case Estimator::dwls:
      return {D::dwls, S::standard, T::standard};
    case Estimator::ulsm:
      return {D::uls, S::robust_sem, T::satorra_bentler};
    case Estimator::ulsmv:
      return {D::uls, S::robust_sem, T::scaled_shifted};
    case Estimator::ulsmvs:
      return {D::uls, S::robust_sem, T::mean_var_adjusted};
    case Estimator::wlsm:
      return {D::dwls, S::robust_sem, T::satorra_bentler};
    case Estimator::wlsmv:
      return {D::dwls, S::robust_sem, T::scaled_shifted};
    case Estimator::wlsmvs:
      return {D::dwls, S::robust_sem, T::mean_var_adjusted};
  }
  return {D::ml, S::standard, T::standard};
}

bool needs_gamma(TestStatistic test) {
  return test == TestStatistic::satorra_bentler || test == TestStatistic::mean_var_adjusted ||
         test == TestStatistic::scaled_shifted;
}

void refuse_contradictions(const Settings& settings) {
  const std::string name = word_of(settings.estimator);
  const bool fiml = settings.full_information();
  const bool ml = settings.discrepancy == Discrepancy::ml;
  if (settings.categorical && ml)
    throw OptionError("Ordinal items need a least-squares estimator, not " + name +
                      ": use WLSMV (the default for them), DWLS, WLS or ULSMV, or take no item as ordinal.");
  if (settings.categorical && settings.discrepancy == Discrepancy::gls)
    throw OptionError("GLS is for continuous items. For ordinal ones use WLSMV, DWLS, WLS or ULSMV.");
  if (fiml && (!ml || settings.categorical))
    throw OptionError("Full information (missing = ml) needs maximum likelihood: use ML, MLR or MLF instead of " +
                      name + ", or missing = " + (settings.categorical ? "pairwise." : "listwise."));
  if (fiml && settings.tests.back() == TestStatistic::yuan_bentler)
    throw OptionError("The yuan.bentler test needs complete answers: with missing = ml use yuan.bentler.mplus.");
  bool gamma = settings.se == StandardErrors::robust_sem;
  for (const TestStatistic test : settings.tests) gamma = gamma || needs_gamma(test);
  if (fiml && gamma)
    throw OptionError(name + " needs complete answers. With missing = ml use MLR: it is robust in the same way.");
  if (settings.missing == Missing::pairwise && !settings.categorical)
    throw OptionError(
        "missing = pairwise is for ordinal items. For continuous ones use missing = ml, which uses every answer.");
  const bool casewise = settings.se == StandardErrors::robust_huber_white || settings.se == StandardErrors::first_order;
  if (casewise && !ml)
    throw OptionError("Standard errors of this kind need maximum likelihood; with " + name + " use robust.sem.");
  if (gamma && ml && settings.information == Information::observed)
    throw OptionError(
        "Standard errors robust.sem and their tests rest on the expected information. With the observed one "
        "use MLR, or se = robust.huber.white.");
  const bool with_scores = settings.information == Information::first_order;
  const bool robust = settings.se == StandardErrors::robust_sem || settings.se == StandardErrors::robust_huber_white;
  if (with_scores && (!ml || robust))
    throw OptionError("information = first.order needs maximum likelihood, and standard errors that are not robust.");
  if (settings.likelihood == Likelihood::wishart && fiml)
    throw OptionError(
        "The Wishart likelihood knows only complete data: leave out likelihood = wishart or missing = ml.");
}

}  // namespace

Settings resolve(const Options& options, bool categorical, std::size_t group_count, bool has_means_in_model) {
  Settings settings;
  settings.function = options.function;
  settings.categorical = categorical;
  settings.estimator = options.estimator.value_or(categorical ? Estimator::wlsmv : Estimator::ml);
  const Brought brought = brought_by(settings.estimator);
  settings.discrepancy = brought.discrepancy;
  settings.missing = options.missing.value_or(Missing::listwise);
  const bool fiml = settings.full_information();
  settings.se = options.se.value_or(brought.se);
  if (settings.se == StandardErrors::robust)
    settings.se = fiml ? StandardErrors::robust_huber_white : StandardErrors::robust_sem;
  const TestStatistic test = options.test.value_or(brought.test);
  settings.tests = {TestStatistic::standard};
  settings.tells_test = test != TestStatistic::none;
  if (test != TestStatistic::standard && test != TestStatistic::none) settings.tests.push_back(test);
  Information information = Information::expected;
  if (settings.se == StandardErrors::robust_huber_white || fiml) information = Information::observed;
  if (settings.estimator == Estimator::mlf) information = Information::first_order;
  settings.information = options.information.value_or(information);
  settings.structured_h1 = settings.discrepancy == Discrepancy::ml || settings.discrepancy == Discrepancy::gls;
  settings.likelihood = options.likelihood.value_or(Likelihood::normal);
  settings.parameterization = options.parameterization.value_or(Parameterization::delta);
  settings.bounds = options.bounds.value_or(Bounds::none);
  settings.group_equal = options.group_equal;
  settings.group_partial = options.group_partial;
  const auto has_equal = [&](GroupEqual part) {
    return std::find(options.group_equal.begin(), options.group_equal.end(), part) != options.group_equal.end();
  };
  settings.meanstructure = options.meanstructure.value_or(
      group_count > 1 || fiml || categorical || has_means_in_model || options.function == Function::growth ||
      has_equal(GroupEqual::intercepts) || has_equal(GroupEqual::means));
  settings.meanstructure = settings.meanstructure || fiml || categorical || has_means_in_model;
  settings.fixed_x = options.fixed_x.value_or(categorical || settings.discrepancy == Discrepancy::ml);
  settings.conditional_x = categorical && settings.fixed_x && options.conditional_x.value_or(true);
  settings.std_lv = options.std_lv;
  settings.orthogonal = options.orthogonal;
  settings.effect_coding = options.effect_coding;
  settings.bootstrap = options.bootstrap;
  settings.interval = options.interval;
  settings.seed = options.seed;
  settings.threads = options.threads;
  settings.level = options.level;
  settings.iteration_limit = options.iteration_limit;
  settings.interrupt = Interrupt(options.time_limit, options.stop);
  settings.divides_by_n = settings.discrepancy == Discrepancy::ml && settings.likelihood == Likelihood::normal;
  refuse_contradictions(settings);
  return settings;
}

Estimator estimator_of(const std::string& word) {
  return find_word(estimators, "estimator", word);
}
StandardErrors standard_errors_of(const std::string& word) {
  if (plain(word) == "robust.mlr" || plain(word) == "huber.white") return StandardErrors::robust_huber_white;
  if (plain(word) == "boot") return StandardErrors::bootstrap;
  return find_word(standard_errors, "kind of standard errors", word);
}
TestStatistic test_statistic_of(const std::string& word) {
  if (plain(word) == "bootstrap" || plain(word) == "boot") return TestStatistic::bollen_stine;
  return find_word(test_statistics, "test statistic", word);
}
Information information_of(const std::string& word) {
  return find_word(informations, "kind of information", word);
}
Missing missing_of(const std::string& word) {
  return find_word(missings, "way to treat missing answers", word);
}
Likelihood likelihood_of(const std::string& word) {
  return find_word(likelihoods, "likelihood", word);
}
Parameterization parameterization_of(const std::string& word) {
  return find_word(parameterizations, "parameterization", word);
}
Bounds bounds_of(const std::string& word) {
  return find_word(bounds_words, "kind of bounds", word);
}
BootstrapInterval bootstrap_interval_of(const std::string& word) {
  return find_word(intervals, "bootstrap interval", word);
}
GroupEqual group_equal_of(const std::string& word) {
  return find_word(equals, "kind of parameter to set equal", word);
}
DifferenceMethod difference_method_of(const std::string& word) {
  return find_word(difference_methods, "way to test a difference", word);
}
Function function_of(const std::string& word) {
  return find_word(functions, "function", word);
}

std::string word_of(Estimator estimator) {
  return spell(estimators, estimator);
}
std::string word_of(StandardErrors se) {
  return spell(standard_errors, se);
}
std::string word_of(TestStatistic test) {
  return spell(test_statistics, test);
}
std::string word_of(Information information) {
  return spell(informations, information);
}
std::string word_of(Missing missing) {
  return spell(missings, missing);
}
std::string word_of(Likelihood likelihood) {
  return spell(likelihoods, likelihood);
}
std::string word_of(Parameterization parameterization) {
  return spell(parameterizations, parameterization);
}
std::string word_of(Bounds bounds) {
  return spell(bounds_words, bounds);
}
std::string word_of(GroupEqual part) {
  return spell(equals, part);
}
std::string word_of(BootstrapInterval interval) {
  return spell(intervals, interval);
}

}  // namespace rapport::stats::sem
