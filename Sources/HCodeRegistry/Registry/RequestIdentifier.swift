import HCodeBase

/// Who asks for a lease: a name of the asker's own, such as `desk-7-2026-11-26` or `job-42/part-3`. The same name gets the
/// same lease again.
package struct RequestIdentifier: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  package let description: String
  /// The most bytes it may have.
  package static let maximumBytes = 64

  /// Refuses what is not 1 to 64 printable ASCII characters without spaces.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard (1...Self.maximumBytes).contains(bytes.count),
      bytes.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    description = String(text)
  }
}
