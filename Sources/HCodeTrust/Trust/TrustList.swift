package import HCodeBase
package import HCodeCore

/// What an authority states: which keys may sign which codes, which other authorities it recognises, and who may sign the
/// next list (docs/trust.md §2). What it holds was checked; who signed it is a question for `SignedTrustList`.
package struct TrustList: Hashable, Sendable {
  /// The authority.
  package let authority: IssuerIdentifier
  /// Its names.
  package let names: AuthorityNames
  /// Goes up by at least one with each list.
  package let version: UInt64
  /// When it was made.
  package let issued: Timestamp
  /// Decides nothing from then on.
  package let expires: Timestamp
  /// Seconds after issue from which it is called old.
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

  /// The media type in the header of the signed list.
  package static let type = "application/hcode-trust-list+cbor"
  /// The most that a signed list may hold.
  package static let maximumFileBytes = 16 << 20
  /// Issuers in one list.
  package static let maximumIssuers = 4096
  /// Recognitions in one list.
  package static let maximumRecognitions = 64
  /// The highest version, 2^53 - 1: what every reader of JSON can hold.
  package static let maximumVersion: UInt64 = 9_007_199_254_740_991

  /// Refuses what contradicts itself: an issuer, key or status list twice, a key with two purposes, an authority that
  /// recognises itself, an end before the beginning.
  package init(
    authority: IssuerIdentifier, names: AuthorityNames, version: UInt64, issued: Timestamp,
    expires: Timestamp, timeToLive: UInt64, roots: KeyThreshold, snapshotKeys: KeyThreshold? = nil,
    issuers: [ListedIssuer], recognitions: [Recognition] = [], sunset: Timestamp? = nil
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
      // Witnesses may watch several logs; a log's key is that log's alone.
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

  /// The deterministic encoding, the payload of the signed list.
  package var encoded: [UInt8] {
    var pairs: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(authority.description)), (.unsigned(2), names.cbor),
      (.unsigned(3), .unsigned(version)), (.unsigned(4), .integer(issued.seconds)),
      (.unsigned(5), .integer(expires.seconds)), (.unsigned(6), .unsigned(timeToLive)),
      (.unsigned(7), roots.cbor), (.unsigned(9), .array(issuers.map(\.cbor))),
    ]
    if let snapshotKeys { pairs.append((.unsigned(8), snapshotKeys.cbor)) }
    if !recognitions.isEmpty { pairs.append((.unsigned(10), .array(recognitions.map(\.cbor)))) }
    if let sunset { pairs.append((.unsigned(11), .integer(sunset.seconds))) }
    return CBORValue.map(pairs).encoded
  }

  /// Reads the payload of a signed list.
  package init(payload: [UInt8]) throws(ImportRefusal) {
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(payload, "the list"), "the list", known: 1...11)
    var issuers: [ListedIssuer] = []
    for (index, value) in try members.array(9, "issuers", 0...Self.maximumIssuers).enumerated() {
      issuers.append(try ListedIssuer(value, "issuer number \(index + 1)"))
    }
    var recognitions: [Recognition] = []
    if members[10] != nil {
      let values = try members.array(10, "recognitions", 1...Self.maximumRecognitions)
      for (index, value) in values.enumerated() {
        recognitions.append(try Recognition(value, "recognition number \(index + 1)"))
      }
    }
    let snapshot = try members[8].map { value throws(ImportRefusal) in
      try KeyThreshold(value, "the snapshot keys,")
    }
    try self.init(
      authority: try members.identifier(1, "authority"),
      names: try AuthorityNames(try members.required(2, "names"), "the list"),
      version: try members.unsigned(3, "version", 1...Self.maximumVersion),
      issued: try members.time(4, "time of issue"), expires: try members.time(5, "end"),
      timeToLive: try members.unsigned(6, "time to live", 1...UInt64(Timestamp.latest)),
      roots: try KeyThreshold(try members.required(7, "root keys"), "the root keys,"),
      snapshotKeys: snapshot, issuers: issuers, recognitions: recognitions,
      sunset: try members.optionalTime(11, "sunset"))
    guard self.issuers == issuers, self.recognitions == recognitions else {
      throw members.malformed("has issuers or recognitions out of order")
    }
  }
}
