package import HCodeBase

/// What is around the contents of a signed file of trust material: its signature, checked before the contents are read.
package struct ListEnvelope: Sendable {
  package let signature: ListSignature
  /// The part of the format's material that the contents are: see `ForeignTrustMaterial.part`.
  package let part: String
  /// When it was made, if the signature covers that.
  package let issued: Timestamp?
}
