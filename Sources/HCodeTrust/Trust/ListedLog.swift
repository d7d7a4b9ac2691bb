import HCodeBase
package import HCodeCore

/// The log that must have an issuer's yellow and red codes, as its trust list names it (docs/trust.md §2).
package struct ListedLog: Hashable, Sendable {
  /// The log's key and name, its witnesses, and how many of them have to cosign.
  package let policy: LogPolicy
  /// Seconds after which the log must have a code.
  package let grace: UInt64

  /// The longest grace, 31 days: no red code lives longer.
  package static let maximumGrace: UInt64 = 31 * 86_400

  /// Nil when the grace is 0 or longer than a red code lives.
  package init?(policy: LogPolicy, grace: UInt64) {
    guard (1...Self.maximumGrace).contains(grace) else { return nil }
    self.policy = policy
    self.grace = grace
  }

  /// The keys of the log and its witnesses.
  var keys: [Ed25519PublicKey] { [policy.log.publicKey] + policy.witnesses.map(\.publicKey) }

  /// The keys of `listed-log` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case name = 1
    case publicKey = 2
    case witnesses = 3
    case quorum = 4
    case grace = 5
  }

  var cbor: CBORValue {
    let witnesses = policy.witnesses.map {
      CBORValue.array([.text($0.name.description), .bytes($0.publicKey.bytes)])
    }
    return .keyed([
      Key.name: .text(policy.log.name.description),
      Key.publicKey: .bytes(policy.log.publicKey.bytes),
      Key.witnesses: witnesses.isEmpty ? nil : .array(witnesses),
      Key.quorum: witnesses.isEmpty ? nil : .unsigned(UInt64(policy.quorum)),
      Key.grace: .unsigned(grace),
    ])
  }

  init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    let members = try NumberedMembers(value, place, keys: Key.self)
    func name(_ value: CBORValue?) throws(ImportRefusal) -> NoteName {
      guard let name = value?.textString.flatMap({ NoteName($0) }) else {
        throw members.malformed("names a log or witness by what is no name")
      }
      return name
    }
    var witnesses: [NoteKey] = []
    if members[Key.witnesses] != nil {
      for value in try members.array(Key.witnesses, "witnesses", 1...LogPolicy.maximumWitnesses) {
        guard case .array(let parts) = value, parts.count == 2,
          let key = parts[1].byteString.flatMap({ Ed25519PublicKey(bytes: $0) })
        else { throw members.malformed("has a witness that is no name and key") }
        witnesses.append(NoteKey(name: try name(parts[0]), publicKey: key, kind: .cosignature))
      }
    }
    let quorum =
      members[Key.quorum] == nil
      ? 0 : Int(try members.unsigned(Key.quorum, "quorum", 0...UInt64(LogPolicy.maximumWitnesses)))
    guard (members[Key.quorum] == nil) == witnesses.isEmpty,
      let policy = LogPolicy(
        log: NoteKey(
          name: try name(members[Key.name]), publicKey: try members.publicKey(Key.publicKey, "key"),
          kind: .note),
        witnesses: witnesses, quorum: quorum),
      let log = ListedLog(
        policy: policy, grace: try members.unsigned(Key.grace, "grace", 1...Self.maximumGrace))
    else { throw members.malformed("has a log whose keys do not go together") }
    self = log
  }
}
