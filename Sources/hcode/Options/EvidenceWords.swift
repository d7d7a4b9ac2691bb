import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

/// Kinds of evidence with their ages in options.
enum EvidenceWords {
  /// The ages, of one option or several; nil when there are none.
  static func ages(
    _ options: [String], option: String, ofHealth: Bool = false
  ) throws -> [EvidenceKind: WithOriginalText<UInt64>]? {
    guard !options.isEmpty else { return nil }
    var ages: [EvidenceKind: WithOriginalText<UInt64>] = [:]
    for item in options.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let parts = item.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let kind = EvidenceKind(word: parts[0]),
        kind.isOfHealth || !ofHealth,
        let age = WithOriginalText(age: parts[1])
      else {
        throw ValidationError(.notAges(option))
      }
      guard ages.updateValue(age, forKey: kind) == nil else {
        throw ValidationError(.namedTwice(option, kind.word))
      }
    }
    return ages
  }
}
