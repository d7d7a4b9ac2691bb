package import HCodeBase
internal import Synchronization

/// The name under which a format looks something up: the issuer, in the format's own words, and the key id. Always
/// both, since a key id alone does not say whose key it is.
package struct ForeignKeyName: Sendable {
  /// The format.
  package let format: CertificateFormat
  /// The issuer as the certificate spells it, byte for byte; empty in formats that name keys only.
  package let issuer: String
  /// The key id.
  package let identifier: [UInt8]

  /// A name from its parts.
  package init(_ format: CertificateFormat, issuer: String = "", identifier: [UInt8]) {
    self.format = format
    self.issuer = issuer
    self.identifier = identifier
  }

  /// Its place in the table of an index: 8 bytes of a hash.
  package var place: UInt64 {
    UInt64(bigEndianBytes: Sodium.sha256(prefix + identifier).prefix(8))
  }

  /// What all names of the format and issuer begin with where they are hashed.
  var prefix: [UInt8] { Array(format.rawValue.utf8) + [0] + Array(issuer.utf8) + [0] }

  /// The format and the issuer.
  package var scope: [CBORValue] { [.text(format.rawValue), .text(issuer)] }

  package var cbor: [CBORValue] { scope + [.bytes(identifier)] }

  package init?(_ parts: ArraySlice<CBORValue>) {
    let parts = Array(parts)
    guard parts.count == 3, let format = parts[0].textString.flatMap(CertificateFormat.init),
      let issuer = parts[1].textString, let identifier = parts[2].byteString
    else { return nil }
    self.init(format, issuer: issuer, identifier: identifier)
  }
}

extension ForeignKeyName: Hashable {
  /// Byte for byte. `String` calls two Unicode spellings of one text equal; to issuers they differ.
  package static func == (a: ForeignKeyName, b: ForeignKeyName) -> Bool {
    a.format == b.format && a.identifier == b.identifier
      && a.issuer.utf8.elementsEqual(b.issuer.utf8)
  }

  /// By what `==` compares.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(format)
    hasher.combine(identifier)
    for byte in issuer.utf8 { hasher.combine(byte) }
  }
}
