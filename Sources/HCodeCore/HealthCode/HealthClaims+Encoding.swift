package import HCodeBase

extension HealthClaims {
  /// The claims of a code (RFC 8392). The health map has a key for private use (§9.1.1).
  enum Key: Int64 {
    case issuer = 1
    case expires = 4
    case notBefore = 5
    case issuedAt = 6
    case codeID = 7
    case health = -65_537
  }

  /// The members of the health map (docs/format.md §3).
  enum HealthKey: Int64 {
    case status = 1
    case holder = 2
    case evidence = 3
    case reason = 4
    case authority = 5
    case salt = 6
    case category = 7
  }

  /// The CWT claims set (RFC 8392) of docs/format.md §3, as one CBOR map.
  package var cbor: CBORValue {
    .keyed([
      Key.issuer: .text(issuer.description),
      .expires: .integer(expires.seconds),
      .notBefore: notBefore.map { .integer($0.seconds) },
      .issuedAt: .integer(issuedAt.seconds),
      .codeID: .bytes(Self.codeID(codeIndex)),
      .health: health,
    ])
  }

  /// Encodes the index in the fewest bytes, big-endian. Index 0 is one zero byte.
  static func codeID(_ index: UInt32) -> [UInt8] {
    let bytes = index.bigEndianBytes
    return Array(bytes.dropLast().drop { $0 == 0 }) + bytes.suffix(1)
  }

  private var health: CBORValue {
    .keyed([
      HealthKey.status: .unsigned(UInt64(status.rawValue)),
      .holder: holder?.cbor,
      .evidence: evidence.isEmpty ? nil : .array(evidence.map(\.cbor)),
      .reason: (justification?.reason.rawValue).map { .unsigned($0) },
      .authority: (justification?.authority).map { .text($0) },
      .salt: (justification?.salt).map { .bytes($0) },
      .category: HolderCategory.cbor(of: categories),
    ])
  }
}

extension Holder {
  /// The members of the map of a holder (docs/format.md §3).
  enum Key: Int64 {
    case name = 1
    case latinName = 2
    case birthDate = 3
    case documentTail = 4
  }

  fileprivate var cbor: CBORValue {
    .keyed([
      Key.name: name.map { .text($0) },
      .latinName: latinName.map { .text($0) },
      .birthDate: birthDate.map { .unsigned($0.digits) },
      .documentTail: documentTail.map { .text($0) },
    ])
  }
}

extension Evidence {
  /// An array: numbers first, then texts. The family of the kind decides which numbers.
  fileprivate var cbor: CBORValue {
    let stated: [CBORValue] =
      switch details {
      case .result(let result): [.unsigned(result.rawValue)]
      case .doses(let dose, let of): [.unsigned(dose), .unsigned(of)]
      case .timeOnly: []
      case .stays(let itinerary): itinerary.cbor
      }
    return .array(
      [.unsigned(kind.rawValue), .unsigned(age.minutes)] + stated
        + [place, product].compactMap { $0.map { .text($0) } })
  }
}
