import HCodeBase
import HCodeCore

/// A COSE_Sign1 of another format: with tag 61 (RFC 8392 §6), tag 18, both or neither in front, since all are in use.
struct COSEForeignMessage {
  let signed: COSESign1
  let protected: COSEForeignHeader
  let unprotected: COSEForeignHeader

  /// What stands behind the tags, and whether it is an encrypted message, of tag 16.
  static func content(
    of bytes: [UInt8]
  ) throws(ForeignFailure) -> (value: CBORValue, isEncrypted: Bool) {
    var value: CBORValue
    do { value = try CBORDecoder.decode(bytes, limits: .foreign) } catch {
      throw .forged(error.reason(.malformedStructure), "no CBOR: \(error)")
    }
    if case .tagged(61, let content) = value { value = content }
    if case .tagged(16, _) = value { return (value, true) }
    if case .tagged(18, let content) = value { value = content }
    return (value, false)
  }

  /// Reads a message and both of its headers.
  ///
  /// - Parameter encrypted: what an encrypted one is.
  init(
    _ bytes: [UInt8], encrypted: ForeignFailure = .forged(.malformedStructure, "it is encrypted")
  ) throws(ForeignFailure) {
    let (value, isEncrypted) = try Self.content(of: bytes)
    if isEncrypted { throw encrypted }
    guard let signed = COSESign1(.tagged(18, value)) else {
      throw .forged(.malformedStructure, "it is no COSE_Sign1")
    }
    self.signed = signed
    (protected, unprotected) = try ForeignFailure.malformed { () throws(MalformedCode) in
      (
        try COSEForeignHeader(encoded: signed.protected),
        try COSEForeignHeader(.map(signed.unprotected))
      )
    }
  }
}
