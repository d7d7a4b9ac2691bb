import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

extension Statement {
  init(_ certificate: VerifiedCertificate) {
    switch certificate {
    case .healthCode(let code): self.init(code, issuerName: code.key.name(in: "en"))
    case .foreign(let foreign): self.init(foreign.statement, issuerName: foreign.issuerName)
    }
  }

  private init(_ code: VerifiedHealthCode, issuerName: String?) {
    let claims = code.claims
    self.init(
      issuer: claims.issuer.description, issuerName: issuerName, country: nil, identifier: nil,
      index: claims.codeIndex, issuedAt: Instant(claims.issuedAt),
      notBefore: Instant(claims.notBefore ?? claims.issuedAt), expires: Instant(claims.expires),
      signedColour: Colour(claims.status), holder: claims.holder.map(Holder.init),
      categories: code.categories.map(\.word),
      evidence: claims.evidence.map { Evidence($0, issuedAt: claims.issuedAt) },
      justification: claims.justification.map(Justification.init))
  }

  private init(_ foreign: ForeignStatement, issuerName: String?) {
    self.init(
      issuer: foreign.issuer, issuerName: issuerName, country: foreign.country,
      identifier: foreign.identifier, index: nil, issuedAt: foreign.issuedAt.map(Instant.init),
      notBefore: foreign.notBefore.map(Instant.init), expires: foreign.expires.map(Instant.init),
      signedColour: nil, holder: Holder(foreign.holder), categories: [],
      evidence: foreign.evidence.map(Evidence.init), justification: nil)
  }
}

extension Colour {
  fileprivate init(_ status: HealthStatus) {
    self =
      switch status {
      case .green: .green
      case .yellow: .yellow
      case .red: .red
      }
  }
}

extension Holder {
  fileprivate init(_ holder: HCodeCore.Holder) {
    self.init(
      name: holder.name, latinName: holder.latinName, birthDate: holder.birthDate?.iso8601,
      document: holder.documentTail)
  }

  /// Nil of somebody of whom nothing is said.
  fileprivate init?(_ holder: ForeignStatement.Holder) {
    guard holder != ForeignStatement.Holder() else { return nil }
    self.init(
      name: holder.name, latinName: holder.latinName, birthDate: holder.birthDate,
      document: holder.document)
  }
}

extension Justification {
  fileprivate init(_ justification: HCodeCore.Justification) {
    let reason: Reason =
      switch justification.reason {
      case .confirmedCase: .confirmedCase
      case .suspectedCase: .suspectedCase
      case .closeContact: .closeContact
      case .secondaryContact: .secondaryContact
      case .listedArea: .listedArea
      case .symptoms: .symptoms
      case .testOverdue: .testOverdue
      case .arrival: .arrival
      }
    self.init(reason, authority: justification.authority)
  }
}

extension Evidence {
  fileprivate init(_ evidence: HCodeCore.Evidence, issuedAt: Timestamp) {
    let time = evidence.age.time(issuedAt: issuedAt).rfc3339
    let kind = Kind(evidence.kind)
    switch evidence.details {
    case .result(let result):
      self.init(
        kind, result: Result(result), time: time, place: evidence.place, product: evidence.product)
    case .doses(let dose, let doses):
      self.init(
        kind, dose: Int(clamping: dose), doses: Int(clamping: doses), time: time,
        place: evidence.place, product: evidence.product)
    case .timeOnly:
      self.init(kind, time: time, place: evidence.place, product: evidence.product)
    case .stays(let itinerary):
      let end = evidence.age.time(issuedAt: issuedAt)
      self.init(
        kind, time: time, place: nil,
        stays: itinerary.stays.map {
          Stay(area: $0.area.description, until: String($0.end(of: end).rfc3339.prefix(10)))
        },
        days: Int(clamping: itinerary.days), source: itinerary.source.word)
    }
  }

  fileprivate init(_ fact: ForeignStatement.Fact) {
    self.init(
      fact.kind.map(Kind.init) ?? .other, result: fact.result.map(Result.init), dose: fact.dose,
      doses: fact.of, time: fact.time, place: fact.place, product: fact.product)
  }
}

extension Evidence.Kind {
  fileprivate init(_ kind: EvidenceKind) {
    self =
      switch kind {
      case .pcr: .pcr
      case .antigen: .antigen
      case .antibody: .antibody
      case .vaccination: .vaccination
      case .recovery: .recovery
      case .itinerary: .itinerary
      }
  }
}

extension Evidence.Result {
  fileprivate init(_ result: HCodeCore.Evidence.TestResult) {
    self =
      switch result {
      case .negative: .negative
      case .positive: .positive
      case .undetermined: .undetermined
      }
  }
}
