internal import Glibc
internal import Synchronization

/// An open file that closes itself.
final class Descriptor {
  /// -1 once it is closed.
  private(set) var number: Int32

  /// Takes over an open file. It is moved to a number above 2, so that giving it to a child as 0, 1
  /// or 2 overwrites nothing even when our own standard streams were closed, and no other child
  /// gets it.
  private init(_ opened: Int32) throws(ExternalProgramError) {
    guard opened >= 0 else { throw .failed(detail: "no file could be opened") }
    number = opened > 2 ? opened : fcntl(opened, F_DUPFD_CLOEXEC, 3)
    if number != opened { _ = Glibc.close(opened) }
    guard number >= 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else {
      throw .failed(detail: "no file could be opened")
    }
  }

  deinit { close() }

  /// Closes before the end of its life.
  func close() {
    if number >= 0 { _ = Glibc.close(number) }
    number = -1
  }

  /// A file in memory with these bytes and no name, to be read from its start.
  static func memory(_ bytes: [UInt8]) throws(ExternalProgramError) -> Descriptor {
    // Glibc's module hides memfd_create. The name lives for the two calls, for this user only.
    let name = "/hcode-\(getpid())-\(UInt64.random(in: 0...(.max)))"
    let opened = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    shm_unlink(name)
    let file = try Descriptor(opened)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        write(file.number, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      guard count > 0 else { throw .failed(detail: "no memory for its input") }
      written += count
    }
    guard lseek(file.number, 0, SEEK_SET) == 0 else { throw .failed(detail: "lseek failed") }
    return file
  }

  /// A pipe: the end to read from and the end to write to.
  static func pipe() throws(ExternalProgramError) -> (read: Descriptor, write: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw .failed(detail: "no pipe could be opened") }
    let reading: Descriptor
    do throws(ExternalProgramError) {
      reading = try Descriptor(ends[0])
    } catch {
      _ = Glibc.close(ends[1])
      throw error
    }
    return (reading, try Descriptor(ends[1]))
  }

  /// What is there to read; empty at the end, nil on an error.
  func read() -> [UInt8]? {
    var failed = false
    let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let result = Glibc.read(number, buffer.baseAddress, buffer.count)
      failed = result < 0
      count = max(result, 0)
    }
    return failed ? nil : chunk
  }
}

/// A moment by which something has to be done, on a clock that nobody sets.
package struct Deadline {
  private let end: Int64

  package init(seconds: Int) { end = Self.now() + Int64(seconds) * 1000 }

  /// What is left, 0 when it is over.
  package var milliseconds: Int32 { Int32(clamping: max(end - Self.now(), 0)) }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// A program that was started, without a shell.
final class ChildProcess {
  private let process: pid_t
  private var isGone = false

  private init(_ process: pid_t) { self.process = process }

  /// Held from the opening of pipes until the child has them: without `pipe2`, which Glibc's module
  /// hides as well, a child of another thread could otherwise get the ends and keep them open.
  static let starting = Mutex<Void>(())

  /// Starts a program with three open files; every other file of ours is closed in it.
  static func start(
    _ path: String, arguments: [String], environment: [String], input: Descriptor,
    output: Descriptor, errors: Descriptor
  ) throws(ExternalProgramError) -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw .failed(detail: "no memory") }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { throw .failed(detail: "no memory") }
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    guard posix_spawn_file_actions_adddup2(&actions, input.number, 0) == 0,
      posix_spawn_file_actions_adddup2(&actions, output.number, 1) == 0,
      posix_spawn_file_actions_adddup2(&actions, errors.number, 2) == 0,
      posix_spawnattr_setsigmask(&attributes, &none) == 0,
      posix_spawnattr_setsigdefault(&attributes, &pipeSignal) == 0,
      posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)) == 0
    else { throw .failed(detail: "no memory") }
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = environment.map { strdup($0) } + [nil]
    defer { for string in argv + envp { free(string) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, path, &actions, &attributes, &argv, &envp)
    guard status == 0 else {
      throw .failed(detail: "\(path): \(String(cString: strerror(status)))")
    }
    return ChildProcess(process)
  }

  /// The exit status; 128 and the signal's number when a signal ended it.
  func wait(until deadline: Deadline) throws(ExternalProgramError) -> Int32 {
    while true {
      var status: Int32 = 0
      let result = waitpid(process, &status, WNOHANG)
      if result == process {
        isGone = true
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
