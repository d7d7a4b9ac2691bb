package import HCodeBase

/// The person whom a code is about. The issuer chooses the members, and states at least one (docs/format.md §3).
package struct Holder: Hashable, Sendable {
  /// The name as its bearer writes it.
  package let name: String?
  /// The name in Latin letters.
  package let latinName: String?
  /// Year, month or day of birth.
  package let birthDate: BirthDate?
  /// The last characters of an identity document.
  package let documentTail: String?

  /// Refuses an empty holder and members that a verifier would refuse.
  package init(
    name: String? = nil, latinName: String? = nil, birthDate: BirthDate? = nil,
    documentTail: String? = nil
  ) throws(MalformedCode) {
    guard name != nil || latinName != nil || birthDate != nil || documentTail != nil else {
      throw MalformedCode(.malformedHolder, "the holder is empty")
    }
    if let name, let fault = HealthText.fault(inName: name) {
      throw MalformedCode(.malformedHolder, "the name \(fault)")
    }
    if let latinName, !Self.isLatinName(latinName) {
      throw MalformedCode(
        .malformedHolder,
        "the Latin name is not 1 to 96 of the letters A to Z, space and . , ' - beginning with a letter"
      )
    }
    if let documentTail, !Self.isDocumentTail(documentTail) {
      throw MalformedCode(.malformedHolder, "the document tail is not 1 to 8 of 0-9 and A-Z")
    }
    self.name = name
    self.latinName = latinName
    self.birthDate = birthDate
    self.documentTail = documentTail
  }

  private static func isLatinName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...96).contains(bytes.count), let first = bytes.first, let last = bytes.last,
      first.isASCIILetter, last.isASCIILetter || last == UInt8(ascii: ".") && bytes.count > 1
    else { return false }
    return bytes.allSatisfy { $0.isASCIILetter || " .,'-".utf8.contains($0) }
  }

  private static func isDocumentTail(_ text: String) -> Bool {
    (1...8).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0.isASCIIDigit || $0.isASCIIUppercase }
  }
}
