import Glibc

/// What a process does before it touches a secret.
package enum ProcessHardening {
  /// Writes no core file of this process, whatever the system's settings.
  package static func refuseCoreDumps() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Keeps the memory of this process from the user's other processes. The limit on core files does not hold where the kernel
  /// hands them to a program (core(5)), and a debugger needs no core file. What has to be debugged is started by the debugger.
  package static func refuseDumps() {
    refuseCoreDumps()
    Linux.refuseDumps()
  }
}
