import HCodeCore
import HCodeBase

/// The FHIR R4 resources of a card, as far as they say who, and what was given or found: Patient, Immunization, Observation.
struct FHIRBundle {
  private let resources: [JSONFields]

  init(_ bundle: JSONFields) {
    resources = (bundle["entry"]?.array ?? []).compactMap { $0.object?["resource"]?.object }
  }

  /// Adds what the resources state to a statement.
  func state(in statement: inout ForeignStatement) {
    if let patient = resources.first(where: { $0["resourceType"]?.string == "Patient" }) {
      statement.holder.name = Self.name(patient)
      statement.holder.birthDate = Self.text(patient["birthDate"])
    }
    statement.evidence = resources.compactMap { resource in
      switch resource["resourceType"]?.string {
      case "Immunization": Self.immunization(resource)
      case "Observation": Self.observation(resource)
      default: nil
      }
    }
  }

  /// The official name if one is marked so, else the first: given names, then the family's.
  private static func name(_ patient: JSONFields) -> String? {
    let names = (patient["name"]?.array ?? []).compactMap(\.object)
    guard let name = names.first(where: { $0["use"]?.string == "official" }) ?? names.first else {
      return nil
    }
    let parts = (name["given"]?.array ?? []).map(text) + [text(name["family"])]
    let whole = parts.compactMap { $0 }.joined(separator: " ")
    return whole.isEmpty ? text(name["text"]) : whole
  }

  /// A dose. Its kind is nil for vaccines not known to be against COVID-19, and for doses that were not given.
  private static func immunization(_ resource: JSONFields) -> ForeignStatement.Fact {
    let codes = FHIRCode.all(resource["vaccineCode"])
    let vaccine = codes.compactMap(FHIRCode.vaccine).first
    let isGiven = resource["status"]?.string == "completed"
    var fact = ForeignStatement.Fact(vaccine != nil && isGiven ? .vaccination : nil)
    fact.product =
      vaccine ?? codes.first?.description ?? text(resource["vaccineCode"]?.object?["text"])
    fact.disease = vaccine.map { _ in FHIRCode.covid19 }
    fact.time = text(resource["occurrenceDateTime"]) ?? text(resource["occurrenceString"])
    let performers = (resource["performer"]?.array ?? []).compactMap { $0.object?["actor"]?.object }
    fact.place = performers.compactMap { text($0["display"]) }.first
    if let protocolApplied = resource["protocolApplied"]?.array?.first?.object {
      fact.dose = number(protocolApplied, "doseNumber")
      fact.of = number(protocolApplied, "seriesDoses")
    }
    return fact
  }

  /// A finding. Its kind is nil when it is not about SARS-CoV-2 or not final.
  private static func observation(_ resource: JSONFields) -> ForeignStatement.Fact {
    let codes = FHIRCode.all(resource["code"])
    let kind = codes.compactMap(FHIRCode.test).first
    let isFinal = ["final", "amended", "corrected"].contains(resource["status"]?.string)
    var fact = ForeignStatement.Fact(isFinal ? kind : nil)
    if kind != nil {
      fact.disease = FHIRCode.covid19
      let results = FHIRCode.all(resource["valueCodeableConcept"]).compactMap(FHIRCode.result)
      // Two codes that contradict each other state nothing.
      fact.result = Set(results).count == 1 ? results.first : nil
    }
    fact.product = codes.first?.description ?? text(resource["code"]?.object?["text"])
    fact.time = text(resource["effectiveDateTime"]) ?? text(resource["issued"])
    let performers = (resource["performer"]?.array ?? []).compactMap(\.object)
    fact.place = performers.compactMap { text($0["display"]) }.first
    return fact
  }

  private static func number(_ members: JSONFields, _ name: String) -> Int? {
    let text: String? =
      if case .number(let digits)? = members[name + "PositiveInt"] { digits } else {
        members[name + "String"]?.string
      }
    return text.flatMap { Int($0) }.flatMap { (1...99).contains($0) ? $0 : nil }
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.string else { return nil }
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return trimmed.isEmpty ? nil : trimmed
  }
}
