import HCodeBase
import HCodeCore

/// The statement of an EU Digital COVID Certificate (JSON schema 1.0.0 to 1.3.3), read leniently: real issuers write
/// more than the schema allows, and one odd field does not make a genuine certificate forged.
struct DCCStatement {
  let statement: ForeignStatement

  /// Reads `hcert`. Throws `malformed-claims` when it has none of the groups `v`, `t`, `r`, or one is no array of maps.
  init(_ members: CBORMembers) throws(MalformedCode) {
    var statement = ForeignStatement(.dcc)
    statement.holder = Self.holder(members)
    for group in ["v", "t", "r"] where !members.isAbsent(group) {
      guard case .array(let entries)? = members[group] else {
        throw MalformedCode(.malformedClaims, "group \(group) is no array")
      }
      for entry in entries {
        guard let entry = CBORMembers(entry) else {
          throw MalformedCode(.malformedClaims, "an entry of group \(group) is no map")
        }
        statement.evidence.append(Self.fact(entry, group))
        statement.identifier = statement.identifier ?? entry["ci"]?.trimmedText
        statement.issuer = statement.issuer ?? entry["is"]?.trimmedText
        statement.country = statement.country ?? entry["co"]?.trimmedText
      }
    }
    guard !statement.evidence.isEmpty else {
      throw MalformedCode(.malformedClaims, "it has none of the groups v, t and r")
    }
    self.statement = statement
  }

  private static func holder(_ members: CBORMembers) -> ForeignStatement.Holder {
    var holder = ForeignStatement.Holder()
    let names = CBORMembers(members["nam"])
    func joined(_ parts: [String?]) -> String? {
      let text = parts.compactMap { $0 }.joined(separator: " ")
      return text.isEmpty ? nil : text
    }
    // ICAO 9303 writes `<` between names.
    func transliterated(_ name: String) -> String? {
      let text = names?[name]?.trimmedText.map {
        $0.split { $0 == "<" || $0 == " " }.joined(separator: " ")
      }
      return text.flatMap { $0.isEmpty ? nil : $0 }
    }
    let latin = joined([transliterated("gnt"), transliterated("fnt")])
    holder.name = joined([names?["gn"]?.trimmedText, names?["fn"]?.trimmedText]) ?? latin
    holder.latinName = latin == holder.name?.uppercased() ? nil : latin
    if let text = members["dob"]?.trimmedText {
      // `1963-05-17T00:00:00` is a day.
      let day = text.prefix(10)
      holder.birthDate =
        text.hasPrefix(day + "T") && CalendarDate(iso8601: day) != nil ? String(day) : text
    }
    return holder
  }

  private static func fact(_ entry: CBORMembers, _ group: String) -> ForeignStatement.Fact {
    var fact = ForeignStatement.Fact(nil)
    func text(_ name: String) -> String? { entry[name]?.trimmedText }
    fact.disease = text("tg")
    fact.place = text("co")
    switch group {
    case "v":
      fact.kind = .vaccination
      fact.dose = entry["dn"]?.wholeNumber
      fact.of = entry["sd"]?.wholeNumber
      fact.time = text("dt")
      fact.product = text("mp")
    case "t":
      fact.kind = text("tt").flatMap(LOINC.kind)
      fact.result = result(text("tr"))
      fact.time = text("sc") ?? text("dr")
      fact.product = text("ma") ?? text("nm")
      fact.place = text("tc") ?? fact.place
    default:
      fact.kind = .recovery
      fact.time = text("fr")
    }
    return fact
  }

  /// SNOMED CT.
  private static func result(_ code: String?) -> Evidence.TestResult {
    switch code {
    case "260415000": .negative
    case "260373001": .positive
    default: .undetermined
    }
  }
}
