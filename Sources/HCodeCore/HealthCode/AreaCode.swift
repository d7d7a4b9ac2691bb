import HCodeBase

/// A country, a part of it, or in China a province, prefecture or county: what an itinerary names (docs/format.md §3). Nothing finer can be said.
package struct AreaCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `CN`, `CN-41`, `CN-4101`, `CN-410105` (GB/T 2260), `VN-HN` (ISO 3166-2).
  package let description: String

  /// Refuses another spelling. Of China there are two, four or six digits.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.prefix(2).count == 2, bytes.prefix(2).allSatisfy(\.isASCIIUppercase) else {
      return nil
    }
    if bytes.count > 2 {
      let part = bytes.dropFirst(3)
      guard bytes[2] == UInt8(ascii: "-"), (1...6).contains(part.count),
        part.allSatisfy({ $0.isASCIIUppercase || $0.isASCIIDigit }),
        bytes.prefix(2) != Self.china
          || part.count.isMultiple(of: 2) && part.allSatisfy(\.isASCIIDigit)
      else { return nil }
    }
    description = text
  }

  /// ISO 3166-1.
  package var country: String { String(description.prefix(2)) }

  /// The areas that it lies in, the smallest first: in China by the digits, elsewhere by the table.
  package var enclosing: [AreaCode] {
    let size = description.utf8.count
    guard size > 2 else { return [] }
    if country == "CN" {
      let sizes = stride(from: size - 2, to: 3, by: -2).map { $0 } + [2]
      return sizes.compactMap { AreaCode(String(description.prefix($0))) }
    }
    var found: [AreaCode] = []
    var inner = self
    while let name = Self.known[inner.description] ?? nil, let outer = AreaCode(name),
      !found.contains(outer)
    {
      found.append(outer)
      inner = outer
    }
    return found.last?.description == country
      ? found : found + [AreaCode(country)].compactMap { $0 }
  }

  /// The area as itineraries name it: GB/T 2260 writes a prefecture as CN-410100 and a province as CN-410000.
  package var withoutZeros: AreaCode {
    guard country == "CN", description.utf8.count > 5, description.hasSuffix("00") else {
      return self
    }
    return AreaCode(String(description.dropLast(2)))?.withoutZeros ?? self
  }

  /// Whether the other is this area or lies in it.
  package func contains(_ other: AreaCode) -> Bool {
    self == other || other.enclosing.contains(self)
  }

  /// Whether the table has no such area: what nobody can rate. Of China it has the provinces alone.
  package var isUnknown: Bool {
    guard country == "CN" else { return Self.known.index(forKey: description) == nil }
    return description.utf8.count > 2
      && !Self.provinces.contains(description.dropFirst(3).prefix(2))
  }

  /// Every country and every part of one, with the area that it lies in; nil for a country.
  private static let known: [String: String?] = {
    var known: [String: String?] = [:]
    var country = ""
    for word in table.split(whereSeparator: \.isWhitespace) {
      if word.hasSuffix(":") {
        country = String(word.dropLast())
        known.updateValue(nil, forKey: country)
      } else {
        let codes = word.split(separator: "/").map { "\(country)-\($0)" }
        known.updateValue(codes.count > 1 ? codes[1] : country, forKey: codes[0])
      }
    }
    return known
  }()

  package static func < (one: AreaCode, other: AreaCode) -> Bool {
    one.description.utf8.lexicographicallyPrecedes(other.description.utf8)
  }

  private static let china = Array("CN".utf8)[...]

  /// GB/T 2260, but for Hong Kong, Macao and Taiwan, which are HK, MO and TW.
  private static let provinces: [Substring] =
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    .split(separator: " ")
}
