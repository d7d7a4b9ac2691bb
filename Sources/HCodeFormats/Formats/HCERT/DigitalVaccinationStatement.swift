import HCodeCore
import HCodeBase

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
