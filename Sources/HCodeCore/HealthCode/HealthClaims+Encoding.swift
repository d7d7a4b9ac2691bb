package import HCodeBase

extension HealthClaims {
  /// The private-use claim key of the health map (RFC 8392 §9.1.1).
  static let healthClaim: Int64 = -65_537

  /// The CWT claims set (RFC 8392) of docs/format.md §3, as one CBOR map.
  package var cbor: CBORValue {
    var claims: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .text(issuer.description)),
      (.unsigned(4), .integer(expires.seconds)),
      (.unsigned(6), .integer(issuedAt.seconds)),
      (.unsigned(7), .bytes(Self.codeID(codeIndex))),
      (.integer(Self.healthClaim), health),
    ]
    if let notBefore { claims.append((.unsigned(5), .integer(notBefore.seconds))) }
    return .map(claims)
  }

  /// The index, big-endian and as short as can be; index 0 is one zero byte.
  static func codeID(_ index: UInt32) -> [UInt8] {
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: index >> UInt32($0)) }
    return Array(bytes.dropLast().drop { $0 == 0 }) + bytes.suffix(1)
  }

  private var health: CBORValue {
    var members: [(key: CBORValue, value: CBORValue)] = [
      (.unsigned(1), .unsigned(UInt64(status.rawValue)))
    ]
    if let holder { members.append((.unsigned(2), holder.cbor)) }
    if !evidence.isEmpty { members.append((.unsigned(3), .array(evidence.map(\.cbor)))) }
    if let justification {
      members.append((.unsigned(4), .unsigned(justification.reason.rawValue)))
      members.append((.unsigned(5), .text(justification.authority)))
      members.append((.unsigned(6), .bytes(justification.salt)))
    }
    return .map(members)
  }
}

extension Holder {
  fileprivate var cbor: CBORValue {
    var members: [(key: CBORValue, value: CBORValue)] = []
    if let name { members.append((.unsigned(1), .text(name))) }
    if let latinName { members.append((.unsigned(2), .text(latinName))) }
    if let birthDate { members.append((.unsigned(3), .unsigned(birthDate.digits))) }
    if let documentTail { members.append((.unsigned(4), .text(documentTail))) }
    return .map(members)
  }
}

extension Evidence {
  /// The numbers, then the texts; which numbers there are is the kind's.
  fileprivate var cbor: CBORValue {
    let numbers: [UInt64] =
      switch details {
      case .result(let result): [result.rawValue]
      case .doses(let dose, let of): [dose, of]
      case .timeOnly: []
      }
    return .array(
      ([kind.rawValue, age.minutes] + numbers).map { .unsigned($0) }
        + [place, product].compactMap { $0.map { .text($0) } })
  }
}
