import Glibc

/// Standard output: results and nothing else. Written at once, so that a program behind a pipe sees each line when it
/// is known, and checked, so that a full disk does not pass for success.
package enum StandardOutput {
  package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Closes it. A file system of another machine may report only now that the disk there is full.
  package static func finish() throws {
    guard close(STDOUT_FILENO) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) else { return }
    throw OutputError(number: errno)
  }

  package static func write(_ line: String) throws { try write(Array((line + "\n").utf8)) }

  package static func write(_ bytes: [UInt8]) throws {
    guard FileDescriptor.writeAll(bytes, to: STDOUT_FILENO) else {
      throw OutputError(number: errno)
    }
  }
}
