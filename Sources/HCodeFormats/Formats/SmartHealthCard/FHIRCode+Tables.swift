import HCodeCore

extension FHIRCode {
  static let cvx = "http://hl7.org/fhir/sid/cvx"
  static let loinc = "http://loinc.org"
  static let snomed = "http://snomed.info/sct"

  /// The disease that the codes below are about. FHIR has it in the code of the vaccine or test alone.
  static let covid19 = "COVID-19"

  /// The vaccine against COVID-19 that a code stands for; nil for any other.
  static func vaccine(_ code: FHIRCode) -> String? {
    switch code.system {
    // The spec's own older examples have the second spelling.
    case cvx, cvx + "-TEMPORARY-CODE-SYSTEM":
      cvxVaccines.first { $0.codes.contains(code.code) }?.name
    case snomed: snomedVaccines[code.code]
    default: nil
    }
  }

  /// The kind of test for SARS-CoV-2 that a code stands for; nil for any other.
  static func test(_ code: FHIRCode) -> EvidenceKind? {
    code.system == loinc ? LOINC.kind(code.code) : nil
  }

  /// The result that a code stands for; nil for any other.
  static func result(_ code: FHIRCode) -> Evidence.TestResult? {
    guard code.system == snomed || code.system == loinc else { return nil }
    return results.first { $0.codes.contains(code.code) }?.result
  }

  /// CDC's codes of vaccines administered, those against COVID-19.
  private static let cvxVaccines: [(name: String, codes: [String])] = [
    ("Moderna COVID-19", ["207", "221", "227", "228", "229", "311", "312"]),
    (
      "Pfizer-BioNTech COVID-19",
      ["208", "217", "218", "219", "300", "301", "302", "308", "309", "310"]
    ),
    ("AstraZeneca COVID-19", ["210"]),
    ("Novavax COVID-19", ["211", "313"]),
    ("Janssen COVID-19", ["212"]),
    ("COVID-19, unspecified", ["213"]),
    ("COVID-19, not of the US", ["500"]),
    ("QazVac", ["501"]), ("Covaxin", ["502"]), ("CoviVac", ["503"]), ("Sputnik Light", ["504"]),
    ("Sputnik V", ["505"]), ("CanSino", ["506"]), ("ZF2001", ["507"]), ("EpiVacCorona", ["509"]),
    ("Sinopharm BIBP", ["510"]), ("CoronaVac", ["511"]), ("Medicago", ["512"]),
  ]

  /// Canada's extension of SNOMED CT.
  private static let snomedVaccines = [
    "28571000087109": "Moderna COVID-19", "28581000087106": "Pfizer-BioNTech COVID-19",
    "28761000087108": "AstraZeneca COVID-19", "28951000087107": "Janssen COVID-19",
    "28961000087105": "Covishield", "28531000087107": "COVID-19, unspecified",
  ]

  /// SNOMED CT's and LOINC's codes for what was found.
  private static let results: [(result: Evidence.TestResult, codes: [String])] = [
    (.negative, ["260385009", "260415000", "LA6577-6", "LA11883-8"]),
    (.positive, ["10828004", "260373001", "LA6576-8", "LA11882-0"]),
    (.undetermined, ["419984006", "42425007", "LA9663-1"]),
  ]
}
