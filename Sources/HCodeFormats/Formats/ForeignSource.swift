package import HCodeBase
package import HCodeCore
internal import Synchronization

/// Facts about an imported file of trust material, as far as such a file has them.
package struct ForeignSource: Hashable, Sendable {
  /// Its name: `dcc`, or `dcc/NAME` for one that the operator named, then a slash and the part that it is, such as a
  /// revocation list. A file of the same name replaces it. Names of additive parts end with a piece of a hash, of the
  /// URL or else of the file.
  package let name: String
  /// Its format.
  package let format: CertificateFormat
  /// SHA-256 of the file.
  package let digest: Digest
  /// The time of import.
  package private(set) var imported: Timestamp
  /// When it was made, if a signature covers that. An older file is refused then.
  package let issued: Timestamp?
  /// Decides nothing from then on: its own end, or the one that the operator set.
  package private(set) var expires: Timestamp
  /// The seconds that the operator gave it, if any. The next file of the name gets as many.
  package let lifetime: Int64?
  /// Whose it is, if the file does not say so itself.
  package let issuer: String?
  /// SHA-256 of the key that signed it, if the operator named that key. It has to sign the next file of the name too.
  package let signer: Digest?
  /// Whose bundle it came in; nil for a file that the operator named.
  package let authority: IssuerIdentifier?

  /// The most bytes of a file of trust material.
  package static let maximumFileBytes = 32 << 20

  /// The most files of other formats in one store.
  package static let maximumFiles = 1024

  /// The most bytes of the name of a source.
  package static let nameBytes = 64

  /// Whether a text can be the operator's part of the name: letters, digits, `.`, `_` and `-`.
  package static func isName(_ text: String) -> Bool {
    (1...nameBytes).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
          || ".-_".utf8.contains(byte)
      }
  }

  /// The part of the name that the operator chose; nil for none.
  package var source: String? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
  }

  /// The time from which its age counts.
  package var since: Timestamp { issued ?? imported }

  /// Sets the time of import right, when the clock was ahead of it. The file then counts no longer than one that is imported now.
  package mutating func correctImport(to now: Timestamp) {
    imported = now
    expires = min(
      expires, now.advanced(bySeconds: lifetime ?? LongestLife.importedUnlessSaid))
  }

  /// The keys of these facts in an index.
  private enum Key: UInt64, CaseIterable {
    case name = 1
    case format = 2
    case digest = 3
    case imported = 4
    case expires = 5
    case issued = 6
    case lifetime = 7
    case issuer = 8
    case signer = 9
    case authority = 10
  }

  package var cbor: CBORValue {
    .keyed([
      Key.name: .text(name), Key.format: .text(format.rawValue), Key.digest: .bytes(digest.bytes),
      Key.imported: .integer(imported.seconds), Key.expires: .integer(expires.seconds),
      Key.issued: issued.map { .integer($0.seconds) }, Key.lifetime: lifetime.map { .integer($0) },
      Key.issuer: issuer.map { .text($0) }, Key.signer: signer.map { .bytes($0.bytes) },
      Key.authority: authority.map { .text($0.description) },
    ])
  }

  package init(
    name: String, format: CertificateFormat, digest: Digest, imported: Timestamp,
    issued: Timestamp?, expires: Timestamp, lifetime: Int64?, issuer: String?, signer: Digest?,
    authority: IssuerIdentifier?
  ) {
    self.name = name
    self.format = format
    self.digest = digest
    self.imported = imported
    self.issued = issued
    self.expires = expires
    self.lifetime = lifetime
    self.issuer = issuer
    self.signer = signer
    self.authority = authority
  }

  package init(_ value: CBORValue) throws(ImportRefusal) {
    let members = try NumberedMembers(value, "the facts of a foreign list", keys: Key.self)
    guard let format = members[Key.format]?.textString.flatMap(CertificateFormat.init),
      let digest = members[Key.digest]?.byteString.flatMap({ Digest(bytes: $0) })
    else { throw members.malformed("have no format or digest") }
    name = try members.text(Key.name, "name", maximumBytes: 256)
    self.format = format
    self.digest = digest
    imported = try members.time(Key.imported, "time of import")
    expires = try members.time(Key.expires, "end")
    issued = try members.optionalTime(Key.issued, "time of issue")
    lifetime = members[Key.lifetime]?.integer
    issuer = members[Key.issuer]?.textString
    signer = members[Key.signer]?.byteString.flatMap { Digest(bytes: $0) }
    authority =
      try members[Key.authority] == nil ? nil : members.identifier(Key.authority, "authority")
  }
}
