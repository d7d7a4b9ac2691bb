import HCodeBase
import HCodeCore

extension EvidenceKind {
  static func cbor(_ ages: [EvidenceKind: UInt64]) -> CBORValue {
    .map(ages.map { (key: .unsigned($0.key.rawValue), value: .unsigned($0.value)) })
  }

  /// Of a recognition those kinds alone that say something of health.
  static func ages<Key: RawRepresentable>(
    _ members: NumberedMembers, _ key: Key, fewest: Int, ofHealth: Bool = false
  ) throws(ImportRefusal) -> [EvidenceKind: UInt64] where Key.RawValue == UInt64 {
    guard case .map(let pairs) = try members.required(key, "evidence"), pairs.count >= fewest
    else { throw members.malformed("has no map of evidence") }
    var ages: [EvidenceKind: UInt64] = [:]
    for (key, value) in pairs {
      guard case .unsigned(let number) = key, let kind = EvidenceKind(rawValue: number),
        kind.isOfHealth || !ofHealth,
        case .unsigned(let age) = value, age <= EvidenceAge.maximumMinutes
      else { throw members.malformed("has evidence of an unknown kind, or an age out of range") }
      ages[kind] = age
    }
    return ages
  }
}
