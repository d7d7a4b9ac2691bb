import HCodeSystem
import Glibc
import HCodeTrust

/// The terminal's bell, for an operator who looks at people and not at a screen: once for green, twice for yellow (to the
/// desk), three times for everything else. It never goes into the data.
///
/// A thread rings, with pauses, since a terminal makes one sound of bells that come at once and nobody shall wait for
/// a bell.
final class Bell: Sendable {
  private struct State {
    var waiting: [Int] = []
    var isRinging = false
    var isClosed = false
  }

  /// More are dropped: a bell that lags behind tells of somebody else.
  private static let mostWaiting = 2
  private static let pause: useconds_t = 180_000

  private let state = Monitor(State())
  private let terminal: Int32

  /// On standard error when it is a terminal, else on the controlling terminal. Without either that is said, and no
  /// more: a bell that is missing must not keep a gate from its verdicts.
  init?() throws {
    terminal = StandardError.isTerminal ? STDERR_FILENO : open("/dev/tty", O_WRONLY | O_CLOEXEC)
    guard terminal >= 0 else {
      Notice.noBell.tell()
      return nil
    }
    _ = try WorkerThread { [self] in
      while let times = next() {
        for time in 0..<times {
          if time > 0 { usleep(Self.pause) }
          _ = FileDescriptor.writeAll([0x07], to: terminal)
        }
        usleep(Self.pause)
        state.withLock { $0.isRinging = false }
      }
    }
  }

  static func rings(for status: ExitStatus) -> Int {
    switch status {
    case .green: 1
    case .yellow: 2
    default: 3
    }
  }

  func ring(for status: ExitStatus) {
    state.withLock { state in
      state.waiting.append(Self.rings(for: status))
      if state.waiting.count > Self.mostWaiting { state.waiting.removeFirst() }
    }
  }

  /// Rings what is still to be rung, for at most that long.
  func finish(milliseconds: Int) {
    _ = state.wait(milliseconds: milliseconds) { $0.waiting.isEmpty && !$0.isRinging ? true : nil }
    state.withLock { $0.isClosed = true }
  }

  private func next() -> Int? {
    state.wait { state -> Int?? in
      guard !state.waiting.isEmpty else { return state.isClosed ? .some(nil) : nil }
      state.isRinging = true
      return state.waiting.removeFirst()
    } ?? nil
  }
}
