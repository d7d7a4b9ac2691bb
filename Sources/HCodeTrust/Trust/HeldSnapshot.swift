package import HCodeBase
package import HCodeCore

/// An imported bundle.
package struct HeldSnapshot: Hashable, Sendable {
  /// When it was made.
  package var issued: Timestamp
  /// SHA-256 of what was signed.
  package var payloadDigest: Digest
  /// The snapshot keys that signed it.
  package var signers: [KeyIdentifier]
  /// The URL it came from, if any: `hcode trust update` fetches it again.
  package var url: String?
}
