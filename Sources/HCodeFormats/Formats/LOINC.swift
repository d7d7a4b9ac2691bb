import HCodeCore

/// Codes of LOINC for tests of SARS-CoV-2: what certificates call a test by.
enum LOINC {
  /// Tests of nucleic acid.
  private static let pcr: Set<String> = [
    "94306-8", "94307-6", "94308-4", "94309-2", "94314-2", "94315-9", "94316-7", "94500-6",
    "94502-2", "94531-1", "94533-7", "94534-5", "94559-2", "94565-9", "94639-2", "94640-0",
    "94641-8", "94660-8", "94756-4", "94757-2", "94758-0", "94759-8", "94760-6", "94765-5",
    "94766-3", "94767-1", "94845-5", "95406-5", "95409-9", "95425-5", "95608-6", "96741-4",
    "LP6464-4",
  ]
  /// Tests of antigen.
  private static let antigen: Set<String> = [
    "94558-4", "95209-3", "96119-3", "97097-0", "LP217198-3",
  ]
  /// Tests of antibodies.
  private static let antibody: Set<String> = [
    "94503-0", "94504-8", "94505-5", "94506-3", "94507-1", "94508-9", "94547-7", "94562-6",
    "94563-4", "94564-2", "94661-6", "94720-0", "94761-4", "94762-2", "94768-9", "94769-7",
    "95125-1", "95410-7", "95411-5", "95416-4", "95427-1", "95428-9", "95429-7", "95542-7",
  ]

  /// The kind of test; nil for a code that is not known here. Some formats leave the hyphen out.
  static func kind(_ code: String) -> EvidenceKind? {
    let isBare = code.utf8.count == 6 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let code = isBare ? "\(code.dropLast())-\(code.suffix(1))" : code
    if pcr.contains(code) { return .pcr }
    if antigen.contains(code) { return .antigen }
    return antibody.contains(code) ? .antibody : nil
  }
}
