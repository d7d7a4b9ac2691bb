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
