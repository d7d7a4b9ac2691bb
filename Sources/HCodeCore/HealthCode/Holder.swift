package import HCodeBase

/// The person a code is about: only what the issuer chooses to say, at least one member (docs/format.md §3).
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
    if let name, let fault = HealthText.fault(in: name, maximumBytes: 96) {
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

/// A date of birth as exact as it is known: a year, a month or a day.
package struct BirthDate: Hashable, Sendable {
  /// The decimal digits YYYY, YYYYMM or YYYYMMDD.
  package let digits: UInt64

  /// Refuses dates that are not in the calendar and years outside 1850 to 2199.
  package init?(digits: UInt64) {
    let (year, month, day): (UInt64, UInt64, UInt64) =
      switch digits {
      case 1000...9999: (digits, 1, 1)
      case 100_000...999_999: (digits / 100, digits % 100, 1)
      case 10_000_000...99_999_999: (digits / 10_000, digits / 100 % 100, digits % 100)
      default: (0, 0, 0)
      }
    guard (1850...2199).contains(year),
      CalendarDate(year: Int(year), month: Int(month), day: Int(day)) != nil
    else { return nil }
    self.digits = digits
  }

  /// Reads `1985`, `1985-03` or `1985-03-07`.
  package init?(iso8601 text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard [[4], [4, 2], [4, 2, 2]].contains(parts.map(\.utf8.count)),
      text.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: "-") }),
      let digits = UInt64(parts.joined())
    else { return nil }
    self.init(digits: digits)
  }

  /// `1985`, `1985-03` or `1985-03-07`.
  package var iso8601: String {
    let text = String(digits)
    var parts = [String(text.prefix(4))]
    for start in stride(from: 4, to: text.count, by: 2) {
      parts.append(String(text.dropFirst(start).prefix(2)))
    }
    return parts.joined(separator: "-")
  }
}
