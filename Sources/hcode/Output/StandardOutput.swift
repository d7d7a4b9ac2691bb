import HCodeTrust
import Glibc

/// Standard output: results and nothing else. Written at once, so that a program behind a pipe sees each line when it
/// is known, and checked, so that a full disk does not pass for success.
enum StandardOutput {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  static func write(_ line: String) throws { try write(Array((line + "\n").utf8)) }

  static func write(_ bytes: [UInt8]) throws {
    guard FileDescriptor.writeAll(bytes, to: STDOUT_FILENO) else {
      throw OutputError(number: errno)
    }
  }
}

/// Standard error: words for people. Whether they arrive is not worth failing for.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ line: String) {
    _ = FileDescriptor.writeAll(Array((TerminalText.escaped(line) + "\n").utf8), to: STDERR_FILENO)
  }
}
