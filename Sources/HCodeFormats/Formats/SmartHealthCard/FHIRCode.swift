import HCodeCore
import HCodeBase

/// A code of a code system.
struct FHIRCode: CustomStringConvertible {
  let system: String
  let code: String
  let display: String?

  /// The codings of a CodeableConcept.
  static func all(_ concept: JSONValue?) -> [FHIRCode] {
    (concept?.object?["coding"]?.array ?? []).compactMap { value in
      guard let coding = value.object, let system = coding["system"]?.string,
        let code = coding["code"]?.string
      else { return nil }
      return FHIRCode(system: system, code: code, display: coding["display"]?.string)
    }
  }

  /// The code for people: its author's description, or system and code.
  var description: String {
    if let display, !display.isEmpty { return display }
    let name =
      switch system {
      case Self.cvx: "CVX"
      case Self.loinc: "LOINC"
      case Self.snomed: "SNOMED"
      default: system
      }
    return name + " " + code
  }
}
