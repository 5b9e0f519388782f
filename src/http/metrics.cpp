#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>

namespace rapport::http {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,    0.25,  0.5,    1,     2.5,  5,     10};

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total_pages = 0;
  double resident_pages = 0;
  statm >> total_pages >> resident_pages;
  return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// What is counted of one route.
struct RouteSeries {
  std::array<prometheus::Counter*, 5> by_class;  // 1xx … 5xx
  prometheus::Histogram* duration;
};

}  // namespace

struct Metrics::Series {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("http_requests_total").Help("Answered requests.").Register(registry);
  prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                             .Name("http_request_duration_seconds")
                                                             .Help("From the complete request to the finished answer.")
                                                             .Register(registry);
  prometheus::Gauge& in_flight = prometheus::BuildGauge()
                                     .Name("http_requests_in_flight")
                                     .Help("Requests being answered now.")
                                     .Register(registry)
                                     .Add({});
  prometheus::Gauge& streams = prometheus::BuildGauge()
                                   .Name("http_streams_open")
                                   .Help("Open streams of server-sent events.")
                                   .Register(registry)
                                   .Add({});
  prometheus::Gauge& memory = prometheus::BuildGauge()
                                  .Name("process_resident_memory_bytes")
                                  .Help("Resident memory of this process.")
                                  .Register(registry)
                                  .Add({});
  std::shared_mutex mutex;
  std::map<std::string, RouteSeries, std::less<>> by_route;  // routes are few and never removed

  RouteSeries& of(std::string_view route) {
    {
      const std::shared_lock lock(mutex);
      if (const auto found = by_route.find(route); found != by_route.end()) return found->second;
    }
    const std::string name(route.empty() ? "none" : route);
    RouteSeries added{};
    for (std::size_t i = 0; i < added.by_class.size(); ++i) {
      added.by_class[i] = &requests.Add({{"route", name}, {"status", std::to_string(i + 1) + "xx"}});
    }
    added.duration = &durations.Add({{"route", name}}, kSeconds);
    const std::unique_lock lock(mutex);
    return by_route.try_emplace(std::string(route), added).first->second;
  }
};

Metrics::Metrics() : series_(std::make_unique<Series>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, int status, std::int64_t duration_us) {
  auto& series = series_->of(route);
  series.by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)]->Increment();
  series.duration->Observe(static_cast<double>(duration_us) / 1e6);
}

void Metrics::request_started() {
  series_->in_flight.Increment();
}
void Metrics::request_ended() {
  series_->in_flight.Decrement();
}
void Metrics::streams_open(std::int64_t count) {
  series_->streams.Set(static_cast<double>(count));
}

std::string Metrics::text() const {
  series_->memory.Set(resident_bytes());
  return prometheus::TextSerializer{}.Serialize(series_->registry.Collect());
}

}  // namespace rapport::http
