package import HCodeBase
package import HCodeCore

/// What an authority states: which keys may sign which codes, which other authorities it recognises, and who may sign
/// the next list (docs/trust.md §2). Its content has been checked; `SignedTrustList` knows who signed it.
package struct TrustList: Hashable, Sendable {
  /// The authority.
  package let authority: IssuerIdentifier
  /// Its names.
  package let names: AuthorityNames
  /// Each list has a higher version than the one before.
  package let version: UInt64
  /// When it was made.
  package let issued: Timestamp
  /// Decides nothing from then on.
  package let expires: Timestamp
  /// Seconds after issue from which the list counts as old.
  package let timeToLive: UInt64
  /// Who signs this list and the next.
  package let roots: KeyThreshold
  /// Who signs bundles.
  package let snapshotKeys: KeyThreshold?
  /// The authority's own issuers, by identifier.
  package let issuers: [ListedIssuer]
  /// The others, by identifier.
  package let recognitions: [Recognition]
  /// Nothing is accepted under this list from then on.
  package let sunset: Timestamp?
  /// Keys that the authority withdrew, and when: they count for nothing, whoever lists them.
  package let withdrawn: [KeyIdentifier: Timestamp]

  /// The media type in the header of the signed list.
  package static let type = "application/hcode-trust-list+cbor"
  /// The most that a signed list may hold.
  package static let maximumFileBytes = 16 << 20
  /// Issuers in one list.
  package static let maximumIssuers = 4096
  /// Recognitions in one list.
  package static let maximumRecognitions = 64
  /// Keys of all issuers in one list: their agreements take 0.8 s to check.
  package static let maximumKeys = 16_384
  /// Withdrawn keys in one list.
  package static let maximumWithdrawn = 4096
  /// The highest version, 2^53 - 1: what every reader of JSON can hold.
  package static let maximumVersion: UInt64 = 9_007_199_254_740_991

  /// Refuses contradictions: an issuer, key or status list twice, a key with two purposes, an authority that recognises
  /// itself, an end before the beginning.
  package init(
    authority: IssuerIdentifier, names: AuthorityNames, version: UInt64, issued: Timestamp,
    expires: Timestamp, timeToLive: UInt64, roots: KeyThreshold, snapshotKeys: KeyThreshold? = nil,
    issuers: [ListedIssuer], recognitions: [Recognition] = [], sunset: Timestamp? = nil,
    withdrawn: [KeyIdentifier: Timestamp] = [:]
  ) throws(ImportRefusal) {
    self.authority = authority
    self.names = names
    self.version = version
    self.issued = issued
    self.expires = expires
    self.timeToLive = timeToLive
    self.roots = roots
    self.snapshotKeys = snapshotKeys
    self.issuers = issuers.sorted { $0.identifier < $1.identifier }
    self.recognitions = recognitions.sorted { $0.authority < $1.authority }
    self.sunset = sunset
    self.withdrawn = withdrawn
    try check()
  }

  private func check() throws(ImportRefusal) {
    func refuse(_ what: String) -> ImportRefusal { NumberedMembers.malformed("the list", what) }
    guard (1...Self.maximumVersion).contains(version) else { throw refuse("has no version") }
    guard issued < expires else { throw refuse("expires before it was issued") }
    guard issuers.count <= Self.maximumIssuers else {
      throw refuse("has more than \(Self.maximumIssuers) issuers")
    }
    guard recognitions.count <= Self.maximumRecognitions else {
      throw refuse("has more than \(Self.maximumRecognitions) recognitions")
    }
    guard withdrawn.count <= Self.maximumWithdrawn else {
      throw refuse("has more than \(Self.maximumWithdrawn) withdrawn keys")
    }
    for (a, b) in zip(issuers, issuers.dropFirst()) where a.identifier == b.identifier {
      throw refuse("names issuer \(a.identifier) twice")
    }
    for (a, b) in zip(recognitions, recognitions.dropFirst()) where a.authority == b.authority {
      throw refuse("recognises \(a.authority) twice")
    }
    guard !recognitions.contains(where: { $0.authority == authority }) else {
      throw refuse("recognises itself")
    }
    var keys = Set<KeyIdentifier>()
    var statusLists = Set<StatusListURI>()
    for key in roots.keys + (snapshotKeys?.keys ?? [])
      + issuers.flatMap({ $0.keys.map(\.publicKey) })
    {
      guard keys.insert(key.identifier).inserted else {
        throw refuse("names key \(key.identifier.hex) twice: one key has one purpose")
      }
    }
    var logs: [NoteName: ListedLog] = [:]
    for log in issuers.compactMap(\.log) {
      if let other = logs.updateValue(log, forKey: log.policy.log.name) {
        guard other.policy == log.policy else {
          throw refuse("names the log \(log.policy.log.name) in two ways")
        }
        continue
      }
      // Witnesses may watch several logs. A log's key belongs to that log alone.
      for key in log.keys where keys.contains(key.identifier) {
        throw refuse("names key \(key.identifier.hex) twice: one key has one purpose")
      }
    }
    let logKeys = logs.values.map(\.policy.log.publicKey)
    guard Set(logKeys).count == logKeys.count else { throw refuse("gives one key to two logs") }
    for uri in issuers.flatMap({ $0.keys.compactMap(\.statusList) }) {
      guard statusLists.insert(uri).inserted else {
        throw refuse("gives status list \(uri) to two keys")
      }
    }
  }

  /// The keys of `trust-list` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case authority = 1
    case names = 2
    case version = 3
    case issued = 4
    case expires = 5
    case timeToLive = 6
    case roots = 7
    case snapshotKeys = 8
    case issuers = 9
    case recognitions = 10
    case sunset = 11
    case withdrawn = 12
  }

  /// The deterministic encoding, the payload of the signed list.
  package var encoded: [UInt8] {
    CBORValue.keyed([
      Key.authority: .text(authority.description), Key.names: names.cbor,
      Key.version: .unsigned(version), Key.issued: .integer(issued.seconds),
      Key.expires: .integer(expires.seconds), Key.timeToLive: .unsigned(timeToLive),
      Key.roots: roots.cbor, Key.snapshotKeys: snapshotKeys?.cbor,
      Key.issuers: .array(issuers.map(\.cbor)),
      Key.recognitions: recognitions.isEmpty ? nil : .array(recognitions.map(\.cbor)),
      Key.sunset: sunset.map { .integer($0.seconds) },
      Key.withdrawn: withdrawn.isEmpty
        ? nil
        : .array(
          withdrawn.sorted { $0.key < $1.key }.map {
            .array([.bytes($0.key.bytes), .integer($0.value.seconds)])
          }),
    ]).encoded
  }

  /// Reads the payload of a signed list.
  package init(payload: [UInt8]) throws(ImportRefusal) {
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(payload, "the list"), "the list", keys: Key.self)
    var issuers: [ListedIssuer] = []
    for (index, value) in try members.array(Key.issuers, "issuers", 0...Self.maximumIssuers)
      .enumerated()
    {
      issuers.append(try ListedIssuer(value, "issuer number \(index + 1)"))
    }
    var recognitions: [Recognition] = []
    if members[Key.recognitions] != nil {
      let values = try members.array(Key.recognitions, "recognitions", 1...Self.maximumRecognitions)
      for (index, value) in values.enumerated() {
        recognitions.append(try Recognition(value, "recognition number \(index + 1)"))
      }
    }
    let snapshot = try members[Key.snapshotKeys].map { value throws(ImportRefusal) in
      try KeyThreshold(value, "the snapshot keys,")
    }
    try self.init(
      authority: try members.identifier(Key.authority, "authority"),
      names: try AuthorityNames(try members.required(Key.names, "names"), "the list"),
      version: try members.unsigned(Key.version, "version", 1...Self.maximumVersion),
      issued: try members.time(Key.issued, "time of issue"),
      expires: try members.time(Key.expires, "end"),
      timeToLive: try members.unsigned(
        Key.timeToLive, "time to live", 1...UInt64(Timestamp.latest)),
      roots: try KeyThreshold(try members.required(Key.roots, "root keys"), "the root keys,"),
      snapshotKeys: snapshot, issuers: issuers, recognitions: recognitions,
      sunset: try members.optionalTime(Key.sunset, "sunset"),
      withdrawn: try Self.withdrawn(members))
    guard self.issuers == issuers, self.recognitions == recognitions else {
      throw members.malformed("has issuers or recognitions out of order")
    }
  }

  private static func withdrawn(
    _ members: NumberedMembers
  ) throws(ImportRefusal) -> [KeyIdentifier: Timestamp] {
    guard members[Key.withdrawn] != nil else { return [:] }
    var withdrawn: [KeyIdentifier: Timestamp] = [:]
    var last: KeyIdentifier?
    for value in try members.array(Key.withdrawn, "withdrawn keys", 1...maximumWithdrawn) {
      guard case .array(let parts) = value, parts.count == 2,
        let identifier = parts[0].byteString.flatMap({ KeyIdentifier(bytes: $0) }),
        let time = parts[1].integer.flatMap({ Timestamp(seconds: $0) }),
        last.map({ $0 < identifier }) ?? true
      else { throw members.malformed("has withdrawn keys out of order, or of another shape") }
      last = identifier
      withdrawn[identifier] = time
    }
    return withdrawn
  }
}
