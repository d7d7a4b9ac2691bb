package import HCodeBase

/// A status delta file before its signature is checked (docs/trust.md §2, `status-delta-file`).
package struct StatusDeltaToken: Sendable {
  private let message: StatusMessage
  private let delta: StatusDelta

  /// Which list it says it changes, and for when the result counts.
  package var scope: StatusListScope { message.scope }
  /// Which key it says it is signed with. It finds the key and proves nothing.
  package var keyIdentifier: KeyIdentifier { message.keyIdentifier }

  /// Reads a file without checking its signature. Refuses another spelling than the deterministic one, another type, unknown
  /// claims, and indexes that do not ascend.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    message = try StatusMessage(bytes: bytes, kind: .delta)
    delta = try StatusDelta(message.content)
  }

  /// Whether the type in a file's protected header says that it is a delta.
  package static func isNamed(in bytes: [UInt8]) -> Bool {
    guard let value = try? CBORDecoder.decode(bytes, limits: .list),
      let message = COSESign1(value)
    else { return false }
    return
      (try? COSEProtectedHeader(
        encoded: message.protected, expectedType: StatusMessage.Kind.delta.type)) != nil
  }

  /// The delta, once the signature is found to be that key's.
  package func verified(by key: Ed25519PublicKey) throws(ImportRefusal) -> StatusDelta {
    try message.checkSignature(by: key)
    return delta
  }

  /// The bytes of a signed file of that delta.
  package static func sign(
    _ delta: StatusDelta, scope: StatusListScope, key: SigningKey
  ) throws(StatusSigningError) -> [UInt8] {
    try StatusMessage.signed(delta.cbor, kind: .delta, scope: scope, key: key)
  }
}
