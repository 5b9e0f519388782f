#include "support/random_sem.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "support/random_population.hpp"

namespace test {
namespace {

using namespace rapport::stats;
using namespace rapport::stats::sem;

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed, 0) { drawn_.seed = seed; }

  RandomSem run() {
    switch (drawn_.seed % 13) {
      case 0:
        drawn_.kind = "factors";
        measurement(1 + below(6), 5);
        some_ml_option();
        break;
      case 1:
        drawn_.kind = "factors with paths";
        measurement(2 + below(3), 4);
        paths();
        some_ml_option();
        break;
      case 2:
        population_.skewed = true;
        measurement(1 + below(3), 4);
        if (chance(.7)) paths();
        estimator({"MLR", "MLM", "MLMV", "MLMVS", "MLF"});
        break;
      case 3:
        measurement(1 + below(2), 4);
        if (chance(.5)) paths();
        estimator({"GLS", "ULS", "WLS", "DWLS", "ULSMV"});
        break;
      case 4:
        groups(2 + below(2));
        measurement(1 + below(3), 4);
        equal_over_groups();
        if (chance(.3)) estimator({"MLR", "MLM"});
        break;
      case 5:
        measurement(1 + below(3), 4);
        if (chance(.5)) paths();
        missing("ML");
        break;
      case 6:
        population_.skewed = true;
        if (chance(.3)) groups(2);
        measurement(1 + below(2), 4);
        if (population_.groups == 1 && chance(.4)) paths();
        missing("MLR");
        break;
      case 7:
        measurement(1 + below(2), 4);
        allows_covariate_ = false;
        if (chance(.3)) paths();
        ordinal();
        break;
      case 8:
        groups(2);
        measurement(1, 4);
        ordinal();
        break;
      case 9:
        observed_paths();
        if (chance(.4)) estimator({"MLR", "GLS", "MLM"});
        break;
      case 10:
        given_covariates();
        break;
      case 11:
        growth();
        break;
      default:
        bounds();
    }
    draw_data();
    return std::move(drawn_);
  }

 private:
  std::size_t below(std::size_t limit) { return random_.index(static_cast<std::uint32_t>(limit)); }
  bool chance(double probability) { return random_.uniform() < probability; }
  double between(double low, double high) { return low + (high - low) * random_.uniform(); }
  void say(const std::string& words) { drawn_.kind += (drawn_.kind.empty() ? "" : ", ") + words; }
  void argument(const std::string& name, const std::string& value) {
    drawn_.r_arguments += ", " + name + " = " + value;
  }
  void word(const std::string& name, const std::string& value) { argument(name, "\"" + value + "\""); }

  /// Factors with their items, now and then a cross loading, two equal loadings and two correlated residuals.
  void measurement(std::size_t factors, std::size_t most_items) {
    drawn_.options.function = Function::cfa;
    effects_.assign(factors, std::vector<double>(factors, 0));
    std::vector<std::size_t> first;
    for (std::size_t f = 0; f < factors; ++f) {
      first.push_back(items_.size());
      const std::size_t count = (factors == 1 ? 4 : 3) + below(most_items - 2);
      for (std::size_t i = 0; i < count; ++i) add_item(factors, f);
    }
    const bool crosses = factors > 1 && chance(.2);
    const bool equal =
        population_.groups == 1 && chance(.2) && allows_equal_;  // a label over groups would be an equality over them
    if (crosses) items_.back().loadings[0] = .4;
    if (equal) items_[2].loadings[0] = items_[1].loadings[0];
    if (equal) items_[2].unit = items_[1].unit;
    for (std::size_t f = 0; f < factors; ++f) {
      drawn_.model += fmt::format("f{} =~ ", f + 1);
      const std::size_t end = f + 1 < factors ? first[f + 1] : items_.size();
      for (std::size_t i = first[f]; i < end; ++i)
        drawn_.model +=
            fmt::format("{}{}{}", i == first[f] ? "" : " + ", equal && (i == 1 || i == 2) ? "eq*" : "", items_[i].name);
      if (crosses && f == 0) drawn_.model += " + " + items_.back().name;
      drawn_.model += "\n";
    }
    if (items_.size() > 5 && chance(.4)) {
      RandomItem& one = items_[1];
      RandomItem& other = items_[items_.size() - 2];
      one.shared = .5;
      other.shared = .5;
      drawn_.model += fmt::format("{} ~~ {}\n", one.name, other.name);
    }
  }

  void add_item(std::size_t factors, std::size_t factor) {
    RandomItem item{.name = fmt::format("x{}", items_.size() + 1), .loadings = std::vector<double>(factors, 0)};
    item.loadings[factor] = between(.7, 1.2);
    item.intercept = between(-1, 5);
    item.noise = between(.6, 1);
    item.unit = chance(.1) ? 4 : 1;
    items_.push_back(item);
  }

  /// Later factors depend on earlier ones, the first of them perhaps on a covariate.
  void paths() {
    drawn_.options.function = Function::sem;
    const std::size_t factors = effects_.size();
    for (std::size_t to = 1; to < factors; ++to) {
      for (std::size_t from = 0; from < to; ++from) {
        if (from + 1 < to && chance(.4)) continue;
        effects_[to][from] = between(.25, .5);
        drawn_.model += fmt::format("f{0} ~ b{0}{1}*f{1}\n", to + 1, from + 1);
      }
    }
    if (factors > 2) drawn_.model += "indirect := b21*b32\n";
    if (!allows_covariate_ || !chance(.4)) return;
    population_.has_covariate = true;
    drawn_.model += "f1 ~ z\n";
    if (!chance(.3)) return;
    drawn_.options.fixed_x = false;
    argument("fixed.x", "FALSE");
  }

  /// y1 on covariates, y2 on y1 and one of them, y3 on both.
  void observed_paths() {
    drawn_.kind = "observed variables";
    drawn_.options.function = Function::sem;
    const std::size_t count = 2 + below(2);
    effects_.assign(count, std::vector<double>(count, 0));
    population_.has_covariate = true;
    for (std::size_t i = 0; i < count; ++i) {
      RandomItem item{.name = fmt::format("y{}", i + 1), .loadings = std::vector<double>(count, 0), .noise = .0};
      item.loadings[i] = 1;
      items_.push_back(item);
      if (i > 0) effects_[i][i - 1] = .4;
      drawn_.model +=
          i == 0 ? "y1 ~ a*z + w\n" : fmt::format("y{} ~ b{}*y{}{}\n", i + 1, i + 1, i, i == 1 ? " + w" : "");
    }
    drawn_.model += "indirect := a*b2\n";
    population_.has_second_covariate = true;
  }

  /// Ordinal items of factors that depend on one or two covariates, and perhaps an item that does so, too.
  void given_covariates() {
    if (chance(.3)) groups(2);
    measurement(1 + below(population_.groups == 1 ? 2 : 1), 4);
    allows_covariate_ = false;
    paths();
    ordinal();
    say("given covariates");
    population_.has_covariate = true;
    population_.has_second_covariate = chance(.5);
    drawn_.model += population_.has_second_covariate ? "f1 ~ z + w\n" : "f1 ~ z\n";
    if (chance(.3)) drawn_.model += items_[1].name + " ~ z\n";
    if (!chance(.3)) return;
    say("pairwise");
    drawn_.options.missing = Missing::pairwise;
    word("missing", "pairwise");
    items_[0].has_gaps = true;
    items_[2].has_gaps = true;
  }

  /// One item over time: where each respondent starts, and how fast they change.
  void growth() {
    drawn_.kind = "growth";
    drawn_.options.function = Function::growth;
    const std::size_t times = 4 + below(3);
    effects_.assign(2, std::vector<double>(2, 0));
    std::string starts = "f1 =~ ", changes = "f2 =~ ";
    for (std::size_t t = 0; t < times; ++t) {
      const auto time = static_cast<double>(t);
      items_.push_back({.name = fmt::format("x{}", t + 1), .loadings = {1, .5 * time}, .noise = .7});
      starts += fmt::format("{}1*x{}", t ? " + " : "", t + 1);
      changes += fmt::format("{}{}*x{}", t ? " + " : "", t, t + 1);
    }
    drawn_.model = starts + "\n" + changes + "\n";
    if (chance(.5)) {
      population_.has_covariate = true;
      drawn_.model += "f1 + f2 ~ z\n";
    }
    if (chance(.4)) return missing(chance(.5) ? "ML" : "MLR");
    if (chance(.4)) estimator({"MLR", "MLM"});
  }

  /// So few answers of items that measure so badly that some bounds hold.
  void bounds() {
    allows_equal_ = false;  // lavaan has no bounds beside equalities
    measurement(1 + below(3), 4);
    for (RandomItem& item : items_) {
      for (double& loading : item.loadings) loading *= chance(.3) ? .25 : .8;
    }
    respondents_ = 40 + below(40);
    static const std::vector<std::string> words = {"standard", "standard",   "wide",      "wide",
                                                   "pos.var",  "pos.ov.var", "pos.lv.var"};
    const std::string chosen = words[below(words.size())];
    say("bounds " + chosen);
    drawn_.options.bounds = bounds_of(chosen);
    word("bounds", chosen);  // without std.lv, which leaves the sign of a factor open
  }

  void estimator(const std::vector<std::string>& words) {
    const std::string chosen = words[below(words.size())];
    say(chosen);
    drawn_.options.estimator = estimator_of(chosen);
    word("estimator", chosen);
  }

  void some_ml_option() {
    switch (below(7)) {
      case 0:
        say("std.lv");
        drawn_.options.std_lv = true;
        return argument("std.lv", "TRUE");
      case 1:
        say("wishart");
        drawn_.options.likelihood = Likelihood::wishart;
        return word("likelihood", "wishart");
      case 2:
        say("observed information");
        drawn_.options.information = Information::observed;
        return word("information", "observed");
      case 3:
        say("means");
        drawn_.options.meanstructure = true;
        return argument("meanstructure", "TRUE");
      default:
        return;
    }
  }

  void groups(std::size_t count) {
    population_.groups = count;
    say(fmt::format("{} groups", count));
    drawn_.options.group = "group";
    word("group", "group");
  }

  void equal_over_groups() {
    static const std::vector<std::string> steps = {"loadings", "intercepts", "residuals"};
    const std::size_t count = below(4);
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
      drawn_.options.group_equal.push_back(group_equal_of(steps[i]));
      list += (i ? ", \"" : "\"") + steps[i] + "\"";
    }
    if (count == 0) return;
    say("equal " + steps[count - 1]);
    argument("group.equal", "c(" + list + ")");
    if (count == 1 || !chance(.3)) return;
    drawn_.options.group_partial = {"x3 ~ 1"};
    word("group.partial", "x3 ~ 1");
  }

  void missing(const std::string& chosen) {
    say("missing");
    estimator({chosen});
    drawn_.options.missing = Missing::ml;
    word("missing", "ml");
    for (RandomItem& item : items_) item.has_gaps = chance(.6);
    items_[0].has_gaps = true;
    if (!chance(.3)) return;
    const bool expected = chosen == "MLR" || chance(.5);
    say(expected ? "expected information" : "first-order information");
    drawn_.options.information = expected ? Information::expected : Information::first_order;
    word("information", expected ? "expected" : "first.order");
  }

  void ordinal() {
    const int categories = 2 + static_cast<int>(below(4));
    say(fmt::format("{} categories", categories));
    std::string list;
    for (RandomItem& item : items_) {
      item.categories = categories;
      item.intercept = 0;
      item.unit = 1;
      item.noise = 1;
      if (&item == &items_.back() && population_.groups == 1 && chance(.3)) {
        item.categories = 0;  // one number among them
        say("mixed");
        continue;
      }
      drawn_.options.ordered.push_back(item.name);
      list += (list.empty() ? "\"" : ", \"") + item.name + "\"";
    }
    argument("ordered", "c(" + list + ")");
    estimator({"WLSMV", "WLSMV", "WLSMV", "ULSMV", "WLSM", "DWLS"});
    if (!chance(.25)) return;
    say("theta");
    drawn_.options.parameterization = Parameterization::theta;
    word("parameterization", "theta");
  }

  void draw_data() {
    population_.respondents = (drawn_.options.ordered.empty() ? 200 : 400) * population_.groups + below(150);
    if (respondents_ > 0) population_.respondents = respondents_;
    population_.factors_share = drawn_.options.function == Function::cfa;
    drawn_.data = draw_answers(population_, random_);
  }

  Random random_;
  RandomSem drawn_;
  RandomPopulation population_;
  std::vector<RandomItem>& items_ = population_.items;
  std::vector<std::vector<double>>& effects_ = population_.effects;
  std::size_t respondents_ = 0;  // 0: some hundreds
  bool allows_covariate_ = true;
  bool allows_equal_ = true;
};

}  // namespace

RandomSem draw_sem(std::uint64_t seed) {
  return Draw(seed).run();
}

}  // namespace test
