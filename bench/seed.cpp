// Fills a site that has the example with 20,000 more posts, so that pages are measured in a site of some size.
//   seed DATABASE       prints the address of a topic with 20 posts
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>

#include "base/clock.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/topic_import.hpp"
#include "members/member_store.hpp"
#include "store/database.hpp"
#include "store/process_number.hpp"

using namespace rapport;

namespace {

constexpr int kTopics = 1000;
constexpr int kPostsPerTopic = 20;
constexpr std::size_t kPostCharacters = 1000;  // 20 of them make a page of about 30 kB
constexpr std::int64_t kMinuteMs = 60'000;

constexpr const char* kSentences[] = {
    "On the way home the display showed **two bars** less than it did last week, on the same hill and in the same "
    "gear.",
    "I measured it: 41 km at 6 °C with the 500 Wh battery, two climbs of 90 m, and wind from the side all the way.",
    "Have you tried to store it indoors over night? Mine gained back almost a third after I stopped leaving it "
    "outside.",
    "The dealer said that it is normal in winter; I would still like to know what *normal* is in numbers.",
    "After the update it became quieter, and the assistance comes in more gently than it did before.",
    "My neighbour has the same model with wider tyres, and she gets ten kilometres more out of a charge than I do.",
};

std::string post_text(std::mt19937_64& random) {
  std::string text;
  while (text.size() < kPostCharacters) {
    text += kSentences[random() % std::size(kSentences)];
    text += random() % 4 == 0 ? "\n\n" : " ";
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) throw std::runtime_error("usage: seed DATABASE");
  const SystemClock clock;
  store::Database database{argv[1]};
  store::ProcessNumber process{database, clock};
  IdSource ids{clock, process.value()};
  const CommunityId community{1};
  const auto section = dialogue::find_section(*database.session(), community, "riding");
  const auto members = members::list_members(*database.session(), community, 200);
  if (!section || members.empty()) throw std::runtime_error("start the site once with --example first");
  std::mt19937_64 random(20261121);
  std::string path;
  store::Transaction change{database};
  for (int i = 0; i < kTopics; ++i) {
    dialogue::ImportedTopic topic;
    topic.title = "Range and weather, part " + std::to_string(i + 1);
    const auto start = clock.now_ms() - (kTopics - i) * 60 * kMinuteMs;
    for (int post = 0; post < kPostsPerTopic; ++post) {
      topic.posts.push_back({members[random() % members.size()].id, post_text(random), start + post * kMinuteMs});
    }
    path = dialogue::import_topic(change, community, ids, *section, topic).path;
  }
  change.commit();
  std::cout << path << "\n";
  return 0;
} catch (const std::exception& error) {
  std::cerr << "seed: " << error.what() << "\n";
  return 1;
}
