// The helper program for work that must not touch the server: started for one job, gone afterwards.
//   rapport-worker picture   upload on standard input; "WIDTH HEIGHT\n" and a WebP on standard output
// Exit status: 0 done, 2 refused (the output is why, in one word), 1 a fault of ours.
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>

#include "worker/containment.hpp"
#include "worker/picture.hpp"

namespace {

using namespace rapport::worker;

std::string read_all() {
  std::string bytes;
  char chunk[65536];
  while (const std::size_t n = std::fread(chunk, 1, sizeof chunk, stdin)) bytes.append(chunk, n);
  return bytes;
}

int picture() {
  if (!prepare_pictures() || !contain()) {
    std::cerr << "no-containment\n";
    return 1;
  }
  Picture made;
  switch (make_picture(read_all(), made)) {
    case Refusal::no_picture:
      std::cout << "no-picture\n";
      return 2;
    case Refusal::too_many_pixels:
      std::cout << "too-many-pixels\n";
      return 2;
    case Refusal::none:
      break;
  }
  std::printf("%d %d\n", made.width, made.height);
  std::fwrite(made.webp.data(), 1, made.webp.size(), stdout);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace

#ifdef __SANITIZE_ADDRESS__
/// The sanitizer's leak check at exit opens files, which containment refuses; its other checks stay.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}
#endif

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "picture") return picture();
  std::cerr << "usage: rapport-worker picture\n";
  return 2;
}
