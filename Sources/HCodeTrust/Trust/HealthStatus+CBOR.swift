import HCodeBase
import HCodeCore

extension HealthStatus {
  static func cbor(_ statuses: Set<HealthStatus>) -> CBORValue {
    .array(statuses.map(\.rawValue).sorted().map { .unsigned(UInt64($0)) })
  }

  static func set<Key: RawRepresentable>(_ members: NumberedMembers, _ key: Key)
    throws(ImportRefusal) -> Set<HealthStatus> where Key.RawValue == UInt64
  {
    let numbers = try members.array(key, "statuses", 1...3).map(\.integer)
    let statuses = numbers.compactMap {
      $0.flatMap { UInt8(exactly: $0) }.flatMap(HealthStatus.init)
    }
    guard statuses.count == numbers.count,
      statuses.isStrictlyAscending({ $0.rawValue < $1.rawValue })
    else { throw members.malformed("has statuses that are none, twice there or out of order") }
    return Set(statuses)
  }
}
