import HCodeCore
import HCodeBase

extension CBORValue {
  /// A text, or the code or value of FHIR's Coding and Identifier.
  var codedText: String? {
    if let text = trimmedText { return text }
    let members = CBORMembers(self)
    return members?["code"]?.trimmedText ?? members?["value"]?.trimmedText
  }
}
