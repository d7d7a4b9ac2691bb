internal import Glibc
internal import Synchronization

/// A program that was started, without a shell.
final class ChildProcess {
  private let process: pid_t
  private var isGone = false
  /// Milliseconds of processor time that it took; known once it has ended.
  private(set) var cpuMilliseconds = 0

  private init(_ process: pid_t) { self.process = process }

  /// Held from the opening of pipes until the child has them: without `pipe2`, which Glibc's module
  /// hides as well, a child of another thread could otherwise get the ends and keep them open.
  static let starting = Mutex<Void>(())

  /// Starts a program with three open files; every other file of ours is closed in it.
  static func start(
    _ path: String, arguments: [String], environment: [String], files: [Descriptor],
    confinement: Confinement?
  ) throws(ExternalProgramError) -> ChildProcess {
    let argv = arguments.map { strdup($0) } + [nil]
    let envp = environment.map { strdup($0) } + [nil]
    defer { for string in argv + envp { free(string) } }
    let numbers = files.map(\.number)
    guard let confinement else {
      return ChildProcess(
        try spawn(path, arguments: argv, environment: envp, files: numbers))
    }
    return ChildProcess(
      try confinement.start(path, arguments: argv, environment: envp, files: numbers))
  }

  private static func spawn(
    _ path: String, arguments: [UnsafeMutablePointer<CChar>?],
    environment: [UnsafeMutablePointer<CChar>?], files: [Int32]
  ) throws(ExternalProgramError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw .failed(detail: "no memory") }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { throw .failed(detail: "no memory") }
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    // Both are ignored in this process.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&defaults, signal) }
    guard
      files.enumerated().allSatisfy({
        posix_spawn_file_actions_adddup2(&actions, $0.element, Int32($0.offset)) == 0
      }),
      posix_spawnattr_setsigmask(&attributes, &none) == 0,
      posix_spawnattr_setsigdefault(&attributes, &defaults) == 0,
      posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)) == 0
    else { throw .failed(detail: "no memory") }
    var process: pid_t = 0
    let status = posix_spawn(&process, path, &actions, &attributes, arguments, environment)
    guard status == 0 else {
      throw .failed(detail: "\(path): \(String(cString: strerror(status)))")
    }
    return process
  }

  /// The exit status; 128 and the signal's number when a signal ended it.
  func wait(until deadline: Deadline) throws(ExternalProgramError) -> Int32 {
    while true {
      var status: Int32 = 0
      var usage = rusage()
      let result = wait4(process, &status, WNOHANG, &usage)
      if result == process {
        isGone = true
        cpuMilliseconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
          $0 + Int($1.tv_sec) * 1000 + Int($1.tv_usec) / 1000
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
      }
      guard result == 0 || errno == EINTR else {
        isGone = true
        throw .failed(detail: "its exit status was lost")
      }
      guard deadline.milliseconds > 0 else { throw .timedOut }
      usleep(1000)
    }
  }

  /// Ends the program if it still runs.
  func kill() {
    guard !isGone else { return }
    _ = Glibc.kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    isGone = true
  }
}
