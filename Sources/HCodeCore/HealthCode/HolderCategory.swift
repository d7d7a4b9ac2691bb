import HCodeBase

/// What the holder of a green code is to the authority, such as a lorry driver who crosses borders (docs/format.md §3). A category has no effect
/// of its own: rules decide what it is worth.
package struct HolderCategory: RawRepresentable, Hashable, Comparable, Sendable {
  /// The most that one code states.
  package static let most = 3
  /// The most that a grant or a recognition names.
  package static let mostNamed = 64

  /// 1 to 127 are listed in docs/format.md, 128 to 255 are the issuer's own.
  package let rawValue: UInt8

  /// Refuses 0, which is no category, and numbers of the list that mean nothing yet.
  package init?(rawValue: UInt8) {
    guard Self.list.indices.contains(Int(rawValue) - 1) || rawValue >= Self.firstOwn else {
      return nil
    }
    self.rawValue = rawValue
  }

  /// The category of that word. One of the issuer's own has its number for a word.
  package init?(word: String) {
    if let place = Self.list.firstIndex(of: word) {
      rawValue = UInt8(place + 1)
    } else if let number = UInt8(word), number >= Self.firstOwn, String(number) == word {
      rawValue = number
    } else {
      return nil
    }
  }

  /// The word in options and in JSON; of an issuer's own category its number.
  package var word: String {
    rawValue < Self.firstOwn ? Self.list[Int(rawValue) - 1] : String(rawValue)
  }

  /// The words of the list with commas between them, for help and hints.
  package static var words: String { list.joined(separator: ", ") }

  package static func < (one: HolderCategory, other: HolderCategory) -> Bool {
    one.rawValue < other.rawValue
  }

  private static let firstOwn: UInt8 = 128

  /// The list, from number 1 on.
  package static let list = [
    "freight-crossing", "freight-terminal", "aircrew", "seafarer", "rail-crew", "health-worker",
    "frontier-worker", "diplomatic", "pupil", "resident",
  ]
}

extension HolderCategory {
  /// How a code states its categories: a single one as its number, several as an array.
  static func cbor(of categories: [HolderCategory]) -> CBORValue? {
    let numbers = categories.map { CBORValue.unsigned(UInt64($0.rawValue)) }
    return numbers.count > 1 ? .array(numbers) : numbers.first
  }

  /// The categories in that member of a health map (rule 11m).
  static func stated(in value: CBORValue) throws(MalformedCode) -> [HolderCategory] {
    let items: [CBORValue]
    switch value {
    case .unsigned: items = [value]
    case .array(let several) where (2...most).contains(several.count): items = several
    default: throw malformed
    }
    var numbers: [UInt8] = []
    for item in items {
      guard let number = item.integer.flatMap({ UInt8(exactly: $0) }), number > numbers.last ?? 0
      else { throw malformed }
      numbers.append(number)
    }
    var categories: [HolderCategory] = []
    for number in numbers {
      guard let category = HolderCategory(rawValue: number) else {
        throw MalformedCode(.unknownCategory, "category \(number) is not in the list")
      }
      categories.append(category)
    }
    return categories
  }

  private static var malformed: MalformedCode {
    MalformedCode(
      .malformedHealth,
      "the category is neither a number from 1 to 255 nor two or three of them in ascending order")
  }
}
