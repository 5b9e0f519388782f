#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace rapport::http {
namespace {

struct Route {
  std::string pattern;
  std::vector<std::string> names;  // of its parameters, in order
  Handler handler;
  RouteOptions options;
};

constexpr std::array kMethods = {Method::get, Method::post};

std::string_view name_of(Method method) {
  return method == Method::get ? "GET" : "POST";
}

/// Takes the first segment off a path that begins with "/": "/a/b" → "a", leaving "/b".
std::string_view take_segment(std::string_view& path) {
  const std::string_view segment = path.substr(1, path.find('/', 1) - 1);
  path.remove_prefix(1 + segment.size());
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> parameter;
  std::array<std::unique_ptr<Route>, kMethods.size()> routes;  // by Method

  std::unique_ptr<Route>& route(Method method) { return routes[static_cast<std::size_t>(method)]; }

  struct Search {
    Method method;
    std::vector<std::string_view> values = {};  // of the parameters on the way here
    std::vector<Method> allowed = {};           // by nodes whose pattern fits
    const Route* found = nullptr;
  };
  /// Depth first, fixed segments before parameters; done as soon as a node has a route for the method.
  bool find(std::string_view rest, Search& search) const {
    if (rest.empty()) return accept(search);
    const std::string_view segment = take_segment(rest);
    if (const auto child = fixed.find(segment); child != fixed.end() && child->second->find(rest, search)) return true;
    if (!parameter || segment.empty()) return false;
    search.values.push_back(segment);
    if (parameter->find(rest, search)) return true;
    search.values.pop_back();
    return false;
  }

  bool accept(Search& search) const {
    for (const Method method : kMethods) {
      const auto& route = routes[static_cast<std::size_t>(method)];
      const bool known = std::find(search.allowed.begin(), search.allowed.end(), method) != search.allowed.end();
      if (route && !known) search.allowed.push_back(method);
    }
    search.found = routes[static_cast<std::size_t>(search.method)].get();
    return search.found != nullptr;
  }

  void collect(std::vector<std::string>& patterns) const {
    for (const Method method : kMethods) {
      const auto& route = routes[static_cast<std::size_t>(method)];
      if (route) patterns.push_back(std::string(name_of(method)) + " " + route->pattern);
    }
    for (const auto& [segment, child] : fixed) child->collect(patterns);
    if (parameter) parameter->collect(patterns);
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

void Router::get(std::string pattern, Handler handler, RouteOptions options) {
  add(Method::get, std::move(pattern), std::move(handler), options);
}

void Router::post(std::string pattern, Handler handler, RouteOptions options) {
  add(Method::post, std::move(pattern), std::move(handler), options);
}

void Router::add(Method method, std::string pattern, Handler handler, RouteOptions options) {
  if (!pattern.starts_with('/')) throw std::logic_error("a route begins with \"/\": " + pattern);
  Node* node = root_.get();
  std::vector<std::string> names;
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::string_view segment = take_segment(rest);
    auto& child = is_parameter(segment) ? node->parameter : node->fixed[std::string(segment)];
    if (is_parameter(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
    if (!child) child = std::make_unique<Node>();
    node = child.get();
  }
  auto& route = node->route(method);
  if (route) {
    throw std::logic_error("two routes for " + std::string(name_of(method)) + " " + pattern + " and " + route->pattern);
  }
  route = std::make_unique<Route>(Route{std::move(pattern), std::move(names), std::move(handler), options});
}

std::optional<Router::Match> Router::match(Method method, std::string_view path) const {
  if (!path.starts_with('/')) return std::nullopt;
  Node::Search search{method};
  root_->find(path, search);
  if (search.allowed.empty()) return std::nullopt;
  Match match;
  match.allowed = std::move(search.allowed);
  if (!search.found) return match;
  match.handler = &search.found->handler;
  match.options = &search.found->options;
  match.pattern = search.found->pattern;
  for (std::size_t i = 0; i < search.values.size(); ++i) {
    match.params.emplace_back(search.found->names[i], std::string(search.values[i]));
  }
  return match;
}

std::vector<std::string> Router::patterns() const {
  std::vector<std::string> patterns;
  root_->collect(patterns);
  std::sort(patterns.begin(), patterns.end());
  return patterns;
}

}  // namespace rapport::http
