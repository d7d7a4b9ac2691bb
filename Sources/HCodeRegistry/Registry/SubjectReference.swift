import HCodeBase
import HCodeCore

/// The reference by which an office knows a person, such as the number of a document, a file or a telephone. The registry
/// keeps only its keyed hash.
package struct SubjectReference: Sendable {
  /// The text that is hashed: ASCII letters in upper case, no ASCII spaces, so that `12 3x` finds `123X`.
  let canonical: [UInt8]

  /// A number that tells it from other references within one run.
  package var fingerprint: UInt64 {
    var hasher = Hasher()
    canonical.withUnsafeBytes { hasher.combine(bytes: $0) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// Refuses what has more than 96 bytes, cannot be shown (docs/format.md §3, `text`), or is nothing but spaces.
  package init?(_ text: some StringProtocol) {
    let text = String(text.filter { $0 != " " })
    guard HealthText.fault(in: text, maximumBytes: 96) == nil else { return nil }
    canonical = text.utf8.map { $0.isASCIILowercase ? $0 - 0x20 : $0 }
  }
}
