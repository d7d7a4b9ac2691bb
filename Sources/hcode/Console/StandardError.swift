import HCodeSystem
import Glibc

/// Standard error: words for people. Whether they arrive is not worth failing for.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ line: String) {
    _ = FileDescriptor.writeAll(Array((TerminalText.escaped(line) + "\n").utf8), to: STDERR_FILENO)
  }
}
