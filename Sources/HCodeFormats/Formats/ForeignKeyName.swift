package import HCodeBase
package import HCodeCore
internal import Synchronization

/// The name of something that a format looks up: who, in the format's own words, and which key. Always both: a key id
/// alone does not say whose key it is.
package struct ForeignKeyName: Sendable {
  /// Whose names these are.
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

  /// Its place in the table of an index: 8 bytes of a hash. Records carry the name itself, since hashes can meet.
  package var place: KeyIdentifier {
    let hash = Sodium.sha256(
      Array(format.rawValue.utf8) + [0] + Array(issuer.utf8) + [0] + identifier)
    return KeyIdentifier(prefixOf: hash)
  }

  package var cbor: [CBORValue] { [.text(format.rawValue), .text(issuer), .bytes(identifier)] }

  package init?(_ parts: ArraySlice<CBORValue>) {
    let parts = Array(parts)
    guard parts.count == 3, let format = parts[0].textString.flatMap(CertificateFormat.init),
      let issuer = parts[1].textString, let identifier = parts[2].byteString
    else { return nil }
    self.init(format, issuer: issuer, identifier: identifier)
  }
}

extension ForeignKeyName: Hashable {
  /// Byte for byte: `String` calls two spellings of one text in Unicode equal, and issuers are not.
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
