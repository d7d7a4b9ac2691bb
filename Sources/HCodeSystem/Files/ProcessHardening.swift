import Glibc

/// What a process does before it touches a secret.
package enum ProcessHardening {
  /// No core file of this process, whatever the system's settings.
  package static func refuseCoreDumps() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
