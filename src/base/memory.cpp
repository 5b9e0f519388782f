#include "base/memory.hpp"

#include <malloc.h>

namespace rapport {

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that glibc takes: a matrix of 2,000 x 2,000
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
}

}  // namespace rapport
