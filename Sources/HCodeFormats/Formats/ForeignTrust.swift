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

/// Where formats find what is held for them.
package protocol ForeignTrust: Sendable {
  /// Everything that is held under that name; none for an unknown key.
  func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord]
}

extension ForeignTrust {
  /// The same, those of lists that last longest first: what an out-of-date list says too, a newer one decides.
  package func records(_ name: ForeignKeyName) throws(ForeignFailure) -> [ForeignRecord] {
    do {
      let records = try foreignRecords(name)
      return records.count < 2
        ? records : records.sorted { $0.source.expires > $1.source.expires }
    } catch { throw .undecided(.trustUnreadable, detail: error.detail) }
  }
}

/// What is held under a name. What the content means, only its format knows.
package struct ForeignRecord: Sendable {
  /// The file that it came in.
  package let source: ForeignSource
  package let content: CBORValue
  private let memo = Memo()

  package init(source: ForeignSource, content: CBORValue) {
    self.source = source
    self.content = content
  }

  /// What a format reads the content as; read once, since one key signed many of the people in a queue.
  package func parsed<Content: Sendable>(_ read: (CBORValue) -> Content?) -> Content? {
    memo.value.withLock { value in
      if let known = value as? Content { return known }
      let new = read(content)
      value = new
      return new
    }
  }

  private final class Memo: Sendable {
    let value = Mutex<(any Sendable)?>(nil)
  }
}

/// Facts about a file of trust material that was imported, as far as such a file has them.
package struct ForeignSource: Hashable, Sendable {
  /// Its name: `dcc`, or `dcc/NAME` for one that the operator named, and behind a further slash the part that it is, such as a
  /// revocation list. A file of the same name takes its place. Parts that add up end with a piece of a hash, of the URL or else of the file.
  package let name: String
  /// Whose format it is of.
  package let format: CertificateFormat
  /// SHA-256 of the file.
  package let digest: Digest
  /// When it was taken.
  package let imported: Timestamp
  /// When it was made, if it says so under a signature: an older one is refused then.
  package let issued: Timestamp?
  /// Decides nothing from then on: its own end, or the one that the operator set.
  package let expires: Timestamp
  /// Seconds that the operator gave it, if any: the next file of the name gets the same.
  package let lifetime: Int64?
  /// Whose it is, when it does not say so itself.
  package let issuer: String?
  /// SHA-256 of the key that signed it, if the operator named that: the next file of the name has to be signed by it too.
  package let signer: Digest?
  /// Whose bundle it came in; nil for a file that the operator named.
  package let authority: IssuerIdentifier?

  /// The most bytes of a file of trust material.
  package static let maximumFileBytes = 64 << 20

  /// The most files of other formats in one store.
  package static let maximumFiles = 1024

  /// The most bytes of the name of a source.
  package static let nameBytes = 64

  /// Whether a text can be the part of the name that the operator chooses: letters, digits, `.`, `_` and `-`.
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

  package var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(name)), (.unsigned(2), .text(format.rawValue)),
      (.unsigned(3), .bytes(digest.bytes)), (.unsigned(4), .integer(imported.seconds)),
      (.unsigned(5), .integer(expires.seconds)),
    ]
    if let issued { pairs.append((.unsigned(6), .integer(issued.seconds))) }
    if let lifetime { pairs.append((.unsigned(7), .integer(lifetime))) }
    if let issuer { pairs.append((.unsigned(8), .text(issuer))) }
    if let signer { pairs.append((.unsigned(9), .bytes(signer.bytes))) }
    if let authority { pairs.append((.unsigned(10), .text(authority.description))) }
    return .map(pairs)
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
    let members = try NumberedMembers(value, "the facts of a foreign list", known: 1...10)
    guard let format = members[2]?.textString.flatMap(CertificateFormat.init),
      let digest = members[3]?.byteString.flatMap({ Digest(bytes: $0) })
    else { throw members.malformed("have no format or digest") }
    name = try members.text(1, "name", maximumBytes: 256)
    self.format = format
    self.digest = digest
    imported = try members.time(4, "time of import")
    expires = try members.time(5, "end")
    issued = try members.optionalTime(6, "time of issue")
    lifetime = members[7]?.integer
    issuer = members[8]?.textString
    signer = members[9]?.byteString.flatMap { Digest(bytes: $0) }
    authority = try members[10] == nil ? nil : members.identifier(10, "authority")
  }
}

/// A file of trust material, read.
package struct ForeignTrustMaterial: Sendable {
  /// One thing to be found under a name.
  package struct Entry: Sendable {
    package let name: ForeignKeyName
    package let content: CBORValue
    /// Whether people count it: not what only says something about the others.
    package var isCounted = true
  }

  /// Which part of what the format needs it is: empty for its keys, a word for others, such as a revocation list.
  package var part = ""
  /// Whether files of this part add up, for none takes back what another says: each is held under a name of its own then.
  package var isAdditive = false
  /// When it was made, if the file says so under a signature that holds.
  package var issued: Timestamp?
  /// When it says that it was made, under no signature of its own: counts when a signature beside it holds.
  package var claimedTime: Timestamp?
  /// Its own end, if it has one.
  package var expires: Timestamp?
  /// Who signed it, where that is in the file.
  package var signature: ListSignature?
  /// What can be looked up.
  package var entries: [Entry]
  /// What was left out, and why, for people.
  package var leftOut: [String] = []
  /// What is odd and was taken all the same, and what vouches for the file and was not looked at, for people.
  package var noted: [String] = []
  /// How many of what it holds, in a plural with an s, for people; empty when the entries say enough.
  package var counts: [(what: String, number: Int)] = []
}
