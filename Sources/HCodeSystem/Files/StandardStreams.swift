import Glibc

/// The three standard descriptors of this process.
package enum StandardStreams {
  /// Occupies those that the caller closed. Otherwise the next file that is opened gets their number, and messages are written
  /// into a key, a registry or a journal. Reading from and writing to one that was closed fails as before.
  package static func occupy() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // A folder can be neither read nor written, and is there without /dev. The lowest free number is this one.
      guard open("/", O_RDONLY | O_DIRECTORY) == descriptor else { _exit(74) }
    }
  }
}
