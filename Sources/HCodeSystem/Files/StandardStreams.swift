import Glibc

/// The three standard descriptors of this process.
package enum StandardStreams {
  /// Occupies those that the caller closed. Otherwise the next file that is opened gets their number, and messages are written
  /// into a key, a registry or a journal. Reading from and writing to one that was closed fails as before.
  package static func occupy() {
    // Glibc's module hides O_PATH: open for its name only, so that reading and writing give EBADF.
    let nameOnly: Int32 = 0x20_0000
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is this one.
      guard open("/", nameOnly | O_DIRECTORY) == descriptor else { _exit(74) }
    }
  }
}
