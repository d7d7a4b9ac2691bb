/// Algorithms of the COSE registry that are known here (RFC 9053, RFC 9864).
package enum COSEAlgorithm: Int64, Sendable {
  /// Ed25519, fully specified (RFC 9864). What the native code writes.
  case ed25519 = -19
}
