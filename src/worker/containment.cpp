#include "worker/containment.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>

namespace rapport::worker {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr rlim_t kMemory = RLIM_INFINITY;  // a sanitizer's shadow takes terabytes of address space
#else
constexpr rlim_t kMemory = 1024UL * 1024 * 1024;  // address space: 50 megapixels decode within it
#endif
constexpr rlim_t kSeconds = 10;
constexpr rlim_t kOutput = 16UL * 1024 * 1024;  // where standard output is a file

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "The numbers of system calls differ between architectures: add this one"
#endif

// What would reach beyond the process: the network, other programs, other processes, new files.
constexpr std::array<unsigned, 15> kRefused{
    SYS_socket, SYS_socketpair,       SYS_connect,           SYS_bind,   SYS_execve,   SYS_execveat, SYS_ptrace,
    SYS_kill,   SYS_process_vm_readv, SYS_process_vm_writev, SYS_openat, SYS_unlinkat, SYS_mount,    SYS_io_uring_setup,
    SYS_bpf};

bool limit(int what, rlim_t most) {
  const rlimit both{most, most};
  return setrlimit(static_cast<__rlimit_resource>(what), &both) == 0;
}

/// Refused calls fail with EPERM; calls of a foreign architecture (whose numbers mean other things) end the process.
bool refuse_system_calls() {
  std::array<sock_filter, 2 * kRefused.size() + 5> program;
  std::size_t at = 0;
  const auto statement = [&](unsigned short code, unsigned value) { program[at++] = BPF_STMT(code, value); };
  const auto jump = [&](unsigned value, unsigned char skip_if_equal, unsigned char skip_if_not) {
    program[at++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, skip_if_equal, skip_if_not);
  };
  statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
  jump(kArchitecture, 1, 0);
  statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
  for (const unsigned call : kRefused) {
    jump(call, 0, 1);
    statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  }
  statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  const sock_fprog filter{static_cast<unsigned short>(at), program.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace

bool contain() {
  return limit(RLIMIT_AS, kMemory) && limit(RLIMIT_CPU, kSeconds) && limit(RLIMIT_FSIZE, kOutput) &&
         limit(RLIMIT_CORE, 0) && refuse_system_calls();
}

}  // namespace rapport::worker
