package import HCodeBase

/// The names of an authority or issuer, by language (BCP 47).
package struct AuthorityNames: Hashable, Sendable {
  /// Language tag to name, 1 to 16 of them.
  package let byLanguage: [String: String]

  /// Refuses fewer than 1 or more than 16 names, malformed tags, and names that cannot be shown.
  package init?(_ byLanguage: [String: String]) {
    guard (1...16).contains(byLanguage.count),
      byLanguage.allSatisfy({
        Self.isTag($0.key) && HealthText.fault(in: $0.value, maximumBytes: 96) == nil
      })
    else { return nil }
    self.byLanguage = byLanguage
  }

  /// The name in that language, else in English, else in the first of the languages there are.
  package func name(in language: String) -> String {
    byLanguage[language] ?? byLanguage["en"]
      ?? byLanguage.min { $0.key < $1.key }.map(\.value) ?? ""
  }

  private static func isTag(_ tag: String) -> Bool {
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count),
      first.allSatisfy({ $0.isASCIILowercase })
    else { return false }
    return tag.utf8.count <= 35
      && parts.dropFirst().allSatisfy { part in
        (2...8).contains(part.count)
          && part.allSatisfy(\.isASCIIAlphanumeric)
      }
  }

  package var cbor: CBORValue {
    .map(byLanguage.map { (key: .text($0.key), value: .text($0.value)) })
  }

  package init(_ value: CBORValue, _ place: String) throws(ImportRefusal) {
    guard case .map(let pairs) = value else {
      throw NumberedMembers.malformed(place, "has names that are no map")
    }
    var names: [String: String] = [:]
    for (key, value) in pairs {
      guard let language = key.textString, let name = value.textString else {
        throw NumberedMembers.malformed(place, "has a name that is no text")
      }
      names[language] = name
    }
    guard names.count == pairs.count, let made = AuthorityNames(names) else {
      throw NumberedMembers.malformed(place, "has names that cannot be shown, or in no language")
    }
    self = made
  }
}
