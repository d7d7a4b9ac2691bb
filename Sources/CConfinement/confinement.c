#define _GNU_SOURCE
#include "cconfinement.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// Landlock, as linux/landlock.h of Linux 6.12 has it: Debian 12's header knows the first two versions only.
enum {
  create_ruleset = 444,
  add_rule = 445,
  restrict_self = 446,
  ask_version = 1,
  rule_path_beneath = 1,
};
#define EXECUTE (1ULL << 0)
#define WRITE_FILE (1ULL << 1)
#define READ_FILE (1ULL << 2)
#define READ_DIR (1ULL << 3)
#define SYSTEM (EXECUTE | READ_FILE | READ_DIR)
#define DATA (READ_FILE | READ_DIR)

struct ruleset {
  uint64_t files, network, scopes;
};
struct path_rule {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

static long landlock_version(void) { return syscall(create_ruleset, NULL, 0, ask_version); }

/// What a program and its libraries read to do their work, and no more: programs, libraries, fonts, and what describes them.
/// Nothing of a user is below these, and nobody but root writes there. What is missing is passed over.
static const struct {
  const char *path;
  uint64_t allowed;
} readable[] = {
    {"/usr/bin", SYSTEM},
    {"/usr/lib", SYSTEM},
    {"/usr/lib32", SYSTEM},
    {"/usr/lib64", SYSTEM},
    {"/usr/libexec", SYSTEM},
    {"/usr/local/lib", SYSTEM},
    {"/bin", SYSTEM},
    {"/lib", SYSTEM},
    {"/lib32", SYSTEM},
    {"/lib64", SYSTEM},
    {"/usr/share", DATA},
    {"/usr/local/share/fonts", DATA},
    {"/etc/fonts", DATA},
    {"/var/cache/fontconfig", DATA},
    {"/etc/ld.so.cache", READ_FILE},
    {"/etc/ld.so.preload", READ_FILE},
    {"/dev/null", READ_FILE | WRITE_FILE},
    {"/dev/zero", READ_FILE},
    {"/dev/urandom", READ_FILE},
};

/// Allows something below a path. What cannot be opened stays forbidden.
static int allow(long rules, const char *path, uint64_t allowed) {
  int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return 0;
  struct path_rule rule = {allowed, place};
  long result = syscall(add_rule, (int)rules, rule_path_beneath, &rule, 0);
  close(place);
  return (int)result;
}

/// Leaves the program at `path` nothing of the file system but what is in `readable`. What is open stays open.
static int restrict_files(const char *path) {
  long version = landlock_version();
  if (version < 1) return -1;
  struct ruleset handled = {
      // Version 1 knows 13 rights, 2 one more, 3 truncation, 5 ioctl on devices.
      .files = (1ULL << (version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13)) - 1,
      // Binding and connecting; abstract sockets and signals. The filter below refuses these as well.
      .network = version >= 4 ? 3 : 0,
      .scopes = version >= 6 ? 3 : 0,
  };
  long rules = syscall(create_ruleset, &handled, sizeof handled, 0);
  if (rules < 0) return -1;
  for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
    if (allow(rules, readable[i].path, readable[i].allowed) != 0) return -1;
  }
  if (allow(rules, path, EXECUTE | READ_FILE) != 0) return -1;
  if (syscall(restrict_self, (int)rules, 0) != 0) return -1;
  return close((int)rules);
}

#ifdef ARCHITECTURE

#define DATA_WORD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// Both architectures are little-endian: the low half of an argument comes first, and each argument below is 32 bits wide.
#define ARGUMENT(n) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[n]))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSED SECCOMP_RET_ERRNO | EPERM
/// Goes on with the next statement when equal, else skips some.
#define IF(value, otherwise) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (otherwise))
#define ALLOW(name) IF(__NR_##name, 1), RETURN(SECCOMP_RET_ALLOW)
#define ALLOW_NUMBER(n) IF((n), 1), RETURN(SECCOMP_RET_ALLOW)
/// Opening for reading never truncates: versions 1 and 2 of Landlock do not see that.
#define ALLOW_OPENING(name, flags)                                                              \
  IF(__NR_##name, 7), ARGUMENT(flags), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, O_TRUNC | O_ACCMODE), \
      IF(O_TRUNC, 1), RETURN(REFUSED), IF(O_TRUNC | O_ACCMODE, 1), RETURN(REFUSED),              \
      RETURN(SECCOMP_RET_ALLOW)
/// A process may name itself, no other. The process's number is put in place of SELF.
#define SELF 0xFFFFFFFF
#define ALLOW_ON_ITSELF(name) \
  IF(__NR_##name, 4), ARGUMENT(0), IF(SELF, 1), RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED)

/// Every system call that a converter of pictures needs. All others fail: sockets of every family, processes, signals to others,
/// tracing, namespaces, queues between processes, changes of any file's name, mode, owner, times or attributes, io_uring, and
/// whatever later kernels add.
static const struct sock_filter calls[] = {
    DATA_WORD(arch),
    IF(ARCHITECTURE, 1),
    BPF_STMT(BPF_JMP | BPF_JA, 1),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    DATA_WORD(nr),
#ifdef __x86_64__
    // x32 has the same architecture, and numbers of its own from here.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    RETURN(SECCOMP_RET_KILL_PROCESS),
#endif
    // What is open.
    ALLOW(read), ALLOW(write), ALLOW(readv), ALLOW(writev), ALLOW(pread64), ALLOW(pwrite64),
    ALLOW(preadv), ALLOW(pwritev), ALLOW(lseek), ALLOW(close), ALLOW(close_range), ALLOW(dup),
    ALLOW(dup3), ALLOW(pipe2), ALLOW(fstat), ALLOW(ppoll), ALLOW(pselect6), ALLOW(epoll_create1), ALLOW(epoll_ctl), ALLOW(epoll_pwait), ALLOW(eventfd2), ALLOW(fadvise64),
    // Files by name: Landlock says which.
    ALLOW(newfstatat), ALLOW(statx), ALLOW(statfs), ALLOW(fstatfs), ALLOW(faccessat),
    ALLOW_NUMBER(439 /* faccessat2 */), ALLOW(readlinkat), ALLOW(getdents64), ALLOW(getcwd),
    ALLOW_OPENING(openat, 2), ALLOW(execve),
    // Memory.
    ALLOW(mmap), ALLOW(munmap), ALLOW(mremap), ALLOW(mprotect), ALLOW(madvise), ALLOW(brk),
    ALLOW(membarrier),
    // Itself, its threads and their signals.
    ALLOW(exit), ALLOW(exit_group), ALLOW(futex), ALLOW(set_robust_list), ALLOW(set_tid_address),
    ALLOW(rseq), ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn),
    ALLOW(sigaltstack), ALLOW(rt_sigsuspend), ALLOW(restart_syscall), ALLOW(getpid), ALLOW(gettid),
    ALLOW(getppid), ALLOW(getuid), ALLOW(geteuid), ALLOW(getgid), ALLOW(getegid),
    ALLOW(getresuid), ALLOW(getresgid), ALLOW(getgroups), ALLOW(umask), ALLOW(getrusage),
    ALLOW(times), ALLOW(sched_yield), ALLOW(sched_getaffinity), ALLOW(wait4),
    ALLOW_ON_ITSELF(kill), ALLOW_ON_ITSELF(tgkill),
    // Threads, not processes, and no namespace.
    IF(__NR_clone, 5), ARGUMENT(0),
    BPF_STMT(
        BPF_ALU | BPF_AND | BPF_K,
        CLONE_THREAD | CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
            CLONE_NEWPID | CLONE_NEWNET),
    IF(CLONE_THREAD, 1), RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
    // Its limits, not those of others.
    IF(__NR_prlimit64, 6), ARGUMENT(0), IF(0, 1), RETURN(SECCOMP_RET_ALLOW), IF(SELF, 1),
    RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
    // Not the signal for its parent's death.
    IF(__NR_prctl, 8), ARGUMENT(0), IF(PR_SET_NAME, 1), RETURN(SECCOMP_RET_ALLOW),
    IF(PR_GET_NAME, 1), RETURN(SECCOMP_RET_ALLOW), IF(0x53564d41 /* PR_SET_VMA */, 1),
    RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
    // Not the owner of a file, who gets signals.
    IF(__NR_fcntl, 12), ARGUMENT(1), IF(F_DUPFD, 1), RETURN(SECCOMP_RET_ALLOW), IF(F_GETFD, 1),
    RETURN(SECCOMP_RET_ALLOW), IF(F_SETFD, 1), RETURN(SECCOMP_RET_ALLOW), IF(F_GETFL, 1),
    RETURN(SECCOMP_RET_ALLOW), IF(F_DUPFD_CLOEXEC, 1), RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
    // Whether it is a terminal, how much is there, and closing on exec.
    IF(__NR_ioctl, 12), ARGUMENT(1), IF(0x5401, 1), RETURN(SECCOMP_RET_ALLOW), IF(0x802c542a, 1),
    RETURN(SECCOMP_RET_ALLOW), IF(0x541B, 1), RETURN(SECCOMP_RET_ALLOW), IF(0x5451, 1),
    RETURN(SECCOMP_RET_ALLOW), IF(0x5450, 1), RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
    // Time, chance and the machine.
    ALLOW(clock_gettime), ALLOW(clock_getres), ALLOW(gettimeofday), ALLOW(nanosleep),
    ALLOW(clock_nanosleep), ALLOW(getrandom), ALLOW(uname), ALLOW(sysinfo),
#ifdef __x86_64__
    // What arm64 has by other names only.
    ALLOW_OPENING(open, 1), ALLOW(stat), ALLOW(lstat), ALLOW(access), ALLOW(readlink), ALLOW(dup2),
    ALLOW(pipe), ALLOW(poll), ALLOW(select), ALLOW(epoll_wait), ALLOW(arch_prctl), ALLOW(getrlimit), ALLOW(time),
    ALLOW(getpgrp),
#endif
    // The C library tries the newest calls first, and takes an older one where they do not exist.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 424, 0, 1),
    RETURN(SECCOMP_RET_ERRNO | ENOSYS),
    RETURN(REFUSED),
};

static int restrict_calls(void) {
  struct sock_filter filter[sizeof calls / sizeof *calls];
  memcpy(filter, calls, sizeof calls);
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (BPF_CLASS(filter[i].code) == BPF_JMP && filter[i].k == SELF) filter[i].k = (uint32_t)getpid();
  }
  struct sock_fprog program = {sizeof calls / sizeof *calls, filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static int can_restrict_calls(void) {
  uint32_t action = SECCOMP_RET_KILL_PROCESS;
  return syscall(__NR_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

#else

// A filter knows the numbers of one architecture.
static int restrict_calls(void) {
  errno = ENOSYS;
  return -1;
}

static int can_restrict_calls(void) { return 0; }

#endif

hcode_confinement_lack hcode_confinement_lacks(void) {
  if (landlock_version() < 1) return HCODE_LACKS_LANDLOCK;
  return can_restrict_calls() ? HCODE_LACKS_NOTHING : HCODE_LACKS_SECCOMP;
}

int hcode_confinement_memory(void) {
  return memfd_create("hcode", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

int hcode_confinement_seal(int file) {
  return fcntl(file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
}

/// No more than what we may have: raising a limit would fail.
static int limit(__rlimit_resource_t resource, uint64_t most) {
  struct rlimit held;
  if (getrlimit(resource, &held) != 0) return -1;
  if (held.rlim_max > most) held.rlim_max = most;
  held.rlim_cur = held.rlim_max;
  return setrlimit(resource, &held);
}

/// The new process until it becomes the program. It shares the memory of the parent, whose thread waits meanwhile.
static _Noreturn void become(
    const char *path, char *const arguments[], char *const environment[], const int files[3],
    const hcode_confinement_limits *limits, pid_t parent, hcode_confinement_failure *failure) {
  // Handlers are the parent's code. What is ignored there would stay ignored.
  struct sigaction unhandled = {.sa_handler = SIG_DFL};
  for (int number = 1; number < 32; number++) sigaction(number, &unhandled, NULL);
  sigset_t none;
  sigemptyset(&none);
  int started =
      setsid() >= 0 && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0
      // The parent may have ended before that.
      && getppid() == parent && chdir("/") == 0
      // Every other open file goes, also what was left open to us.
      && dup2(files[0], 0) == 0 && dup2(files[1], 1) == 1 && dup2(files[2], 2) == 2
      && syscall(__NR_close_range, 3, ~0U, 0) == 0
      && limit(RLIMIT_DATA, limits->data_bytes) == 0 && limit(RLIMIT_AS, limits->address_bytes) == 0
      && limit(RLIMIT_CPU, limits->cpu_seconds) == 0
      && limit(RLIMIT_NOFILE, limits->open_files) == 0 && limit(RLIMIT_FSIZE, 0) == 0
      && limit(RLIMIT_CORE, 0) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0
      && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  failure->lack = HCODE_LACKS_NOTHING;
  if (started) {
    if (restrict_files(path) != 0) {
      failure->lack = HCODE_LACKS_LANDLOCK;
    } else if (restrict_calls() != 0) {
      failure->lack = HCODE_LACKS_SECCOMP;
    } else {
      execve(path, arguments, environment);
    }
  }
  failure->error = errno != 0 ? errno : ECHILD;
  _exit(127);
}

pid_t hcode_confinement_start(
    const char *path, char *const arguments[], char *const environment[], const int files[3],
    const hcode_confinement_limits *limits, hcode_confinement_failure *failure) {
  failure->error = 0;
  failure->lack = HCODE_LACKS_NOTHING;
  // No signal is handled in the new process, which shares our memory.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  // Not fork: a copy of our memory, even for a moment, would hold what is locked and wiped here.
  pid_t process = vfork();
  if (process == 0) become(path, arguments, environment, files, limits, parent, failure);
  int error = process < 0 ? errno : failure->error;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (process > 0 && error != 0) {
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
    process = -1;
  }
  failure->error = error;
  return process;
}
