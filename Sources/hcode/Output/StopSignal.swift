import HCodeSystem
import HCodeTrust
import Glibc

/// SIGINT and SIGTERM, which end a stream: what is at hand is finished, and the summary is told.
///
/// A second one kills. So does the first when the process is still there after `patience`: it may be in an engine's work that
/// nothing interrupts, or wait for somebody who does not read its output. A process that a signal killed has no verdict.
struct StopSignal {
  /// Where the handler writes; it can reach nothing but a global.
  private nonisolated(unsafe) static var writingEnd: Int32 = -1
  private nonisolated(unsafe) static var signal: Int32 = SIGTERM

  /// Milliseconds that an orderly end may take.
  static let patience = 900
  /// Milliseconds of it that may pass with waiting for others, such as a bell.
  static let pause = 500

  /// Becomes readable, and stays so, when a signal has come.
  let descriptor: Int32

  /// Takes the signals from now on.
  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw StreamError.noPipe(errno)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A full pipe must not hold up the handler.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    descriptor = ends[0]
    Self.writingEnd = ends[1]
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let error = errno
      StopSignal.signal = signal
      var byte: UInt8 = 1
      _ = write(StopSignal.writingEnd, &byte, 1)
      errno = error
    }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    for signal in [SIGINT, SIGTERM] { sigaction(signal, &action, nil) }
    _ = try WorkerThread { [self] in
      _ = wait(for: nil)
      usleep(useconds_t(Self.patience * 1000))
      // Its handler went with the first one.
      kill(getpid(), Self.signal)
    }
  }

  /// Whether one has come.
  var hasCome: Bool { wait(for: nil, milliseconds: 0) == .stopped }

  /// What ended the waiting.
  enum Wake {
    case ready
    case stopped
    case timeout
  }

  /// Waits for input on another descriptor. A hangup counts as ready: the read tells what it is.
  func wait(for other: Int32?, milliseconds: Int = -1) -> Wake {
    let end = milliseconds < 0 ? nil : MonotonicTime.now.milliseconds + milliseconds
    var polls = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    if let other { polls.append(pollfd(fd: other, events: Int16(POLLIN), revents: 0)) }
    while true {
      let rest = end.map { Int32(clamping: max(0, $0 - MonotonicTime.now.milliseconds)) } ?? -1
      let count = poll(&polls, nfds_t(polls.count), rest)
      if count < 0, errno == EINTR { continue }
      if polls[0].revents != 0 { return .stopped }
      return count == 0 ? .timeout : .ready
    }
  }
}
