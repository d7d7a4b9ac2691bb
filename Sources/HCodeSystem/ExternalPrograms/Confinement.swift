internal import Glibc

/// How a program that reads a stranger's file is held, by Debian's own util-linux, which is on every system.
///
/// Limits are set by a program in front of the tool, since `posix_spawn` knows none: setting our own around the start would
/// let another thread of ours run out of memory meanwhile, and setting the child's afterwards would come too late. Each
/// program in the chain becomes the next, so there is one process and its end is the tool's.
///
/// - `prlimit`: memory, address space (four times as much: libraries and stacks are mapped, not used), processor time, open files, no core file and no file written: what a tool tries to put on a
///   disk ends it. Pipes are not files.
/// - `setpriv`: no privileges gained, and killed when we are.
/// - `unshare`, where the kernel lets everybody make namespaces: no network but a loopback that is down. Elsewhere the tool
///   is one that opens no socket, and nothing in its environment names one.
package struct Confinement: Sendable, Equatable {
  /// The most memory of its own.
  package let memoryBytes: Int
  /// The most processor time.
  package let cpuSeconds: Int

  /// Limits for one run.
  package init(memoryBytes: Int, cpuSeconds: Int) {
    self.memoryBytes = memoryBytes
    self.cpuSeconds = cpuSeconds
  }

  /// The words to start instead of these, the first of which is a path.
  func around(_ command: [String]) throws(ExternalProgramError) -> [String] {
    guard let prlimit = Self.prlimit, let setpriv = Self.setpriv else {
      throw .toolMissing(package: "util-linux")
    }
    let limits = [
      "--data=\(Self.allowed(memoryBytes, RLIMIT_DATA))",
      "--as=\(Self.allowed(4 * memoryBytes, RLIMIT_AS))",
      "--cpu=\(Self.allowed(cpuSeconds, RLIMIT_CPU))",
      "--nofile=\(Self.allowed(64, RLIMIT_NOFILE))", "--fsize=0", "--core=0",
    ]
    return Self.isolation + [prlimit] + limits
      + ["--", setpriv, "--no-new-privs", "--pdeathsig=KILL", "--"] + command
  }

  /// No more than what we may have: raising a limit would fail, and the tool with it.
  private static func allowed(_ wanted: Int, _ resource: __rlimit_resource) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { return wanted }
    return min(wanted, Int(clamping: limit.rlim_max))
  }

  // Where Debian puts them, not where PATH says: no stand-in gets between us and the limits.
  private static let folders = "/usr/bin:/bin"
  private static let prlimit = ExternalProgram.executable("prlimit", in: folders)
  private static let setpriv = ExternalProgram.executable("setpriv", in: folders)

  /// The words that take the network away, none where that is not allowed. Found out once, by a program that does
  /// nothing: a tool's own failure could be its picture's doing, and must not get it another run outside.
  private static let isolation: [String] = {
    let options = ["--user", "--net", "--"]
    let trial = ExternalProgram(
      name: "unshare", package: "util-linux", seconds: 5, outputBytes: 0, environment: [])
    guard let path = ExternalProgram.executable("unshare", in: folders),
      let nothing = ExternalProgram.executable("true", in: folders),
      (try? trial.run(arguments: options + [nothing], input: [], searchPath: folders)) != nil
    else { return [] }
    return [path] + options
  }()
}
