/// The name of something that a format looks up: who, in the format's own words, and which key. Always both: a key id
/// alone does not say whose key it is.
public struct ForeignKeyName: Hashable, Sendable {
  /// Whose names these are.
  public let format: CertificateFormat
  /// The issuer as the certificate spells it, byte for byte; empty in formats that name keys only.
  public let issuer: String
  /// The key id.
  public let identifier: [UInt8]

  /// A name from its parts.
  public init(_ format: CertificateFormat, issuer: String = "", identifier: [UInt8]) {
    self.format = format
    self.issuer = issuer
    self.identifier = identifier
  }

  /// Its place in the table of an index: 8 bytes of a hash. Records carry the name itself, since hashes can meet.
  var place: KeyIdentifier {
    let hash = Sodium.sha256(
      Array(format.rawValue.utf8) + [0] + Array(issuer.utf8) + [0] + identifier)
    return KeyIdentifier(prefixOf: hash)
  }

  var cbor: [CBORValue] { [.text(format.rawValue), .text(issuer), .bytes(identifier)] }

  init?(_ parts: ArraySlice<CBORValue>) {
    let parts = Array(parts)
    guard parts.count == 3, let format = parts[0].textString.flatMap(CertificateFormat.init),
      let issuer = parts[1].textString, let identifier = parts[2].byteString
    else { return nil }
    self.init(format, issuer: issuer, identifier: identifier)
  }
}

/// Where formats find what is held for them.
public protocol ForeignTrust: Sendable {
  /// Everything that is held under that name; none for an unknown key.
  func foreignRecords(_ name: ForeignKeyName) throws(TrustFailure) -> [ForeignRecord]
}

extension ForeignTrust {
  func records(_ name: ForeignKeyName) throws(ForeignFailure) -> [ForeignRecord] {
    do { return try foreignRecords(name) } catch {
      throw .undecided(.trustUnreadable, detail: error.detail)
    }
  }
}

/// What is held under a name. What the content means, only its format knows.
public struct ForeignRecord: Sendable {
  /// The file that it came in.
  public let source: ForeignSource
  let content: CBORValue

  init(source: ForeignSource, content: CBORValue) {
    self.source = source
    self.content = content
  }
}

/// Facts about a file of trust material that was imported, as far as such a file has them.
public struct ForeignSource: Hashable, Sendable {
  /// Its name: `dcc`, or `dcc/NAME` for one that the operator named, and behind a further slash the part that it is, such as a
  /// revocation list. A file of the same name takes its place.
  public let name: String
  /// Whose format it is of.
  public let format: CertificateFormat
  /// SHA-256 of the file.
  public let digest: Digest
  /// When it was taken.
  public let imported: Timestamp
  /// When it was made, if it says so under a signature: an older one is refused then.
  public let issued: Timestamp?
  /// Decides nothing from then on: its own end, or the one that the operator set.
  public let expires: Timestamp
  /// Seconds that the operator gave it, if any: the next file of the name gets the same.
  public let lifetime: Int64?

  /// The most bytes of a file of trust material.
  public static let maximumFileBytes = 64 << 20

  /// The part of the name that the operator chose; nil for none.
  public var source: String? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
  }

  /// The time from which its age counts.
  public var since: Timestamp { issued ?? imported }

  var cbor: CBORValue {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(name)), (.unsigned(2), .text(format.rawValue)),
      (.unsigned(3), .bytes(digest.bytes)), (.unsigned(4), .integer(imported.seconds)),
      (.unsigned(5), .integer(expires.seconds)),
    ]
    if let issued { pairs.append((.unsigned(6), .integer(issued.seconds))) }
    if let lifetime { pairs.append((.unsigned(7), .integer(lifetime))) }
    return .map(pairs)
  }

  init(
    name: String, format: CertificateFormat, digest: Digest, imported: Timestamp,
    issued: Timestamp?, expires: Timestamp, lifetime: Int64?
  ) {
    self.name = name
    self.format = format
    self.digest = digest
    self.imported = imported
    self.issued = issued
    self.expires = expires
    self.lifetime = lifetime
  }

  init(_ value: CBORValue) throws(ListRefusal) {
    let members = try ListMembers(value, "the facts of a foreign list", known: 1...7)
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
  }
}

/// A file of trust material, read.
struct ForeignTrustMaterial: Sendable {
  /// One thing to be found under a name.
  struct Entry: Sendable {
    let name: ForeignKeyName
    let content: CBORValue
  }

  /// Which part of what the format needs it is: empty for its keys, a word for others, such as a revocation list.
  var part = ""
  /// When it was made, if the file says so under a signature that holds.
  var issued: Timestamp?
  /// Its own end, if it has one.
  var expires: Timestamp?
  /// What can be looked up.
  var entries: [Entry]
  /// What was left out, and why, for people.
  var leftOut: [String] = []
}
