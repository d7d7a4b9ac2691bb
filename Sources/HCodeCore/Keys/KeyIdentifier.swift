import HCodeBase

/// The key id in a code's protected header: the first 8 bytes of the COSE_Key thumbprint (RFC 9679, SHA-256).
/// It finds a key and proves nothing.
package struct KeyIdentifier: Hashable, Sendable {
  /// The 8 bytes.
  package let bytes: [UInt8]

  /// Takes 8 bytes. Nil for another number of bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 8 else { return nil }
    self.bytes = bytes
  }

  /// Reads 16 digits of lower-case hexadecimal; nil for anything else.
  package init?(hex: String) {
    guard let bytes = Hex.decode(hex), Hex.encode(bytes).isExactly(hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The first 8 bytes of a hash.
  package init(prefixOf hash: [UInt8]) { bytes = Array(hash.prefix(8)) }

  /// 16 digits of lower-case hexadecimal.
  package var hex: String { Hex.encode(bytes) }
}

extension KeyIdentifier: Comparable {
  /// Orders key ids by their bytes.
  package static func < (a: KeyIdentifier, b: KeyIdentifier) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}
