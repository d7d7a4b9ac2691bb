import HCodeBase
import HCodeCore

extension Claims {
  /// Those that are signed. Throws what a verifier would refuse.
  func native(issuer: IssuerIdentifier, issuedAt: Timestamp) throws -> HealthClaims {
    try HealthClaims(
      issuer: issuer, issuedAt: issuedAt, notBefore: notBefore?.timestamp,
      expires: expires.timestamp, codeIndex: index ?? UInt32.random(in: 0...UInt32.max),
      status: colour.status, holder: try holder?.native,
      evidence: try evidence.map { try $0.native(issuedAt: issuedAt) },
      justification: try justification?.native,
      categories: try categories.map { word in
        guard let category = HolderCategory(word: word) else {
          throw HCodeError(.claims, detail: "a category is not of the list")
        }
        return category
      }.sorted()
    ).checkedForIssue()
  }
}

extension Colour {
  fileprivate var status: HealthStatus {
    switch self {
    case .green: .green
    case .yellow: .yellow
    case .red: .red
    }
  }
}

extension Holder {
  fileprivate var native: HCodeCore.Holder {
    get throws {
      let date = try birthDate.map { text in
        guard let date = BirthDate(iso8601: text) else {
          throw HCodeError(
            .claims, detail: "the birth date is not like 1985-03-07, 1985-03 or 1985")
        }
        return date
      }
      return try HCodeCore.Holder(
        name: name, latinName: latinName, birthDate: date, documentTail: document)
    }
  }
}

extension Justification {
  fileprivate var native: HCodeCore.Justification {
    get throws {
      let reason: StatusReason =
        switch reason {
        case .confirmedCase: .confirmedCase
        case .suspectedCase: .suspectedCase
        case .closeContact: .closeContact
        case .secondaryContact: .secondaryContact
        case .listedArea: .listedArea
        case .symptoms: .symptoms
        case .testOverdue: .testOverdue
        case .arrival: .arrival
        }
      return try HCodeCore.Justification(reason: reason, authority: authority)
    }
  }
}

extension Evidence {
  fileprivate func native(issuedAt: Timestamp) throws -> HCodeCore.Evidence {
    guard let time,
      let instant = Timestamp(rfc3339: time) ?? Timestamp(rfc3339: time + "T00:00:00Z"),
      let age = EvidenceAge(of: instant, issuedAt: issuedAt)
    else {
      throw HCodeError(.claims, detail: "a piece of evidence has no time before the code's issue")
    }
    guard let kind = EvidenceKind(word: kind.rawValue) else {
      throw HCodeError(.claims, detail: "a piece of evidence is of no kind of ours")
    }
    return try HCodeCore.Evidence(
      kind, details(of: kind), age: age, place: place, product: product)
  }

  private func details(of kind: EvidenceKind) throws -> HCodeCore.Evidence.Details {
    switch kind.family.shape {
    case .result:
      switch result {
      case .negative: return .result(.negative)
      case .positive: return .result(.positive)
      case .undetermined: return .result(.undetermined)
      case nil: throw HCodeError(.claims, detail: "a test has no result")
      }
    case .doses:
      guard let dose = dose.flatMap({ UInt64(exactly: $0) }),
        let doses = doses.flatMap({ UInt64(exactly: $0) })
      else { throw HCodeError(.claims, detail: "a vaccination has no dose and number of doses") }
      return .doses(dose, of: doses)
    case .timeOnly: return .timeOnly
    case .stays:
      let end = time.flatMap { Timestamp(rfc3339: $0) }
      guard let end, let days, let source else {
        throw HCodeError(.claims, detail: "an itinerary has no time, days or source")
      }
      return .stays(
        try Itinerary.read(
          window: "\(days)d:\(source)", stays: stays.map { "\($0.area) \($0.until)" },
          endingAt: end))
    }
  }
}
