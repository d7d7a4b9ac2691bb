#pragma once
#include <stdint.h>
#include <sys/types.h>

// Starts a program that reads a stranger's file so that the kernel holds it to that file: Landlock for files, seccomp for
// everything else. C, because between vfork and exec only code may run that allocates nothing.

/// What the kernel does not offer here.
typedef enum {
  HCODE_LACKS_NOTHING = 0,
  HCODE_LACKS_LANDLOCK = 1,
  HCODE_LACKS_SECCOMP = 2,
} hcode_confinement_lack;

/// Asks the kernel, and changes nothing.
hcode_confinement_lack hcode_confinement_lacks(void);

/// A new file in memory, without a name, closed in what is started. -1 with errno set.
int hcode_confinement_memory(void);

/// Forbids every change to such a file, also to who opens it again. -1 with errno set.
int hcode_confinement_seal(int file);

/// What one run may take at most.
typedef struct {
  /// Memory of its own, and address space: libraries and stacks are mapped, not used.
  uint64_t data_bytes, address_bytes;
  uint64_t cpu_seconds, open_files;
} hcode_confinement_limits;

/// Why nothing was started.
typedef struct {
  hcode_confinement_lack lack;
  /// An errno.
  int error;
} hcode_confinement_failure;

/// Starts the program at a path with three open files, all with numbers above 2. The process is the leader and only member of a
/// session, and ends when the calling thread does. -1 on a failure, with nothing started.
pid_t hcode_confinement_start(
    const char *path, char *const arguments[], char *const environment[], const int files[3],
    const hcode_confinement_limits *limits, hcode_confinement_failure *failure);
