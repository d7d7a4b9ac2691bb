package import HCodeCore

/// The log that an act goes into, as a registry notes it before the act is appended.
package struct ActLog: Hashable, Sendable {
  /// Its name and key.
  package let key: NoteKey
  /// How many entries it has: the act's entry has this number or a higher one.
  package let size: UInt64

  package init(key: NoteKey, size: UInt64) {
    self.key = key
    self.size = size
  }
}
