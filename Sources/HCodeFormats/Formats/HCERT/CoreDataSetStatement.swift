import HCodeCore
import HCodeBase

/// What the WHO's core data sets state (DDCC implementation guide, DDCCCoreDataSetVS and DDCCCoreDataSetTR): one vaccination or one test
/// result.
struct CoreDataSetStatement {
  let statement: ForeignStatement

  init(_ members: CBORMembers, _ kind: HCERTClaims.Kind) throws(MalformedCode) {
    func text(_ name: String) -> String? { members[name]?.codedText }
    let certificate = CBORMembers(members["certificate"])
    var statement = ForeignStatement(.gdhcn)
    statement.holder.name = text("name")
    statement.holder.birthDate = text("birthDate")
    statement.holder.document = text("identifier")
    statement.identifier = text("hcid") ?? certificate?["hcid"]?.codedText
    statement.issuer = text("pha") ?? certificate?["issuer"]?.codedText
    // The details lie beside the name or in a map of their own.
    let group = kind == .testResult ? "test" : "vaccination"
    let details = CBORMembers(members[group]) ?? members
    func detail(_ name: String) -> String? { details[name]?.codedText }
    var fact = ForeignStatement.Fact(nil)
    fact.time = detail("date")
    fact.place = detail("centre") ?? detail("country")
    fact.product = detail("brand") ?? detail("vaccine")
    statement.country = detail("country")
    if kind == .vaccination {
      fact.kind = .vaccination
      fact.dose = details["dose"]?.wholeNumber
      fact.of = details["total_doses"]?.wholeNumber ?? details["totalDoses"]?.wholeNumber
      fact.disease = detail("disease")
      guard detail("vaccine") ?? fact.product != nil else {
        throw MalformedCode(.malformedClaims, "claim -260, 3 names no vaccine")
      }
    } else {
      fact.kind = detail("type").flatMap(LOINC.kind)
      fact.disease = detail("pathogen")
      guard let result = detail("result") else {
        throw MalformedCode(.malformedClaims, "claim -260, 4 states no result")
      }
      fact.result =
        switch result {
        case "260415000": .negative
        case "260373001": .positive
        default: .undetermined
        }
    }
    statement.evidence = [fact]
    self.statement = statement
  }
}

/// What a WHO digital vaccination certificate states (DVC, ICVP): one dose of one vaccine.
struct DigitalVaccinationStatement {
  let statement: ForeignStatement

  init(_ members: CBORMembers) throws(MalformedCode) {
    var statement = ForeignStatement(.gdhcn)
    statement.holder.name = members["n"]?.codedText
    statement.holder.birthDate = members["dob"]?.codedText
    statement.holder.document = members["nid"]?.codedText
    // One map, or an array of them in earlier drafts.
    var doses: [CBORValue] = []
    if case .array(let elements)? = members["v"] {
      doses = elements
    } else if let dose = members["v"] {
      doses = [dose]
    }
    for dose in doses {
      guard let dose = CBORMembers(dose) else {
        throw MalformedCode(.malformedClaims, "member v of claim -260, -6 is no map")
      }
      var fact = ForeignStatement.Fact(.vaccination)
      fact.dose = dose["dn"]?.wholeNumber
      fact.disease = dose["tg"]?.codedText
      fact.product = dose["mp"]?.codedText ?? dose["vp"]?.codedText
      fact.time = dose["dt"]?.codedText
      fact.place = dose["cn"]?.codedText
      statement.issuer = statement.issuer ?? dose["is"]?.codedText
      statement.evidence.append(fact)
    }
    guard !statement.evidence.isEmpty else {
      throw MalformedCode(.malformedClaims, "claim -260, -6 states no vaccination")
    }
    self.statement = statement
  }
}

extension CBORValue {
  /// A text, or the code or value of FHIR's Coding and Identifier.
  fileprivate var codedText: String? {
    if let text = trimmedText { return text }
    let members = CBORMembers(self)
    return members?["code"]?.trimmedText ?? members?["value"]?.trimmedText
  }
}
