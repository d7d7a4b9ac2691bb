import HCodeCore
import HCodeBase

/// The fields of a 2D-DOC about health: each a two-character id and a value, of fixed length or ended by a group separator, or by a
/// record separator where it was cut to fit.
struct TwoDDocFields {
  /// The fields of a type of document, each with the least and the most characters: every one of them once.
  static let specifications: [String: [String: ClosedRange<Int>]] = [
    "B2": [
      "F0": 0...60, "F1": 0...38, "F2": 8...8, "F3": 1...1, "F4": 3...7, "F5": 1...1, "F6": 12...12,
    ],
    "L1": [
      "L0": 0...80, "L1": 0...80, "L2": 8...8, "L3": 0...30, "L4": 5...15, "L5": 5...30,
      "L6": 5...30, "L7": 1...1, "L8": 1...1, "L9": 8...8, "LA": 2...2,
    ],
  ]

  private let type: String
  private var values: [String: String] = [:]

  init(_ text: ArraySlice<UInt8>, type: String) throws(MalformedCode) {
    guard let specification = Self.specifications[type] else {
      throw MalformedCode(.malformedClaims, "type \(type) is no test result and no vaccination")
    }
    self.type = type
    var rest = text
    while !rest.isEmpty {
      let identifier = String(decoding: rest.prefix(2), as: UTF8.self)
      guard let range = specification[identifier], values[identifier] == nil else {
        throw MalformedCode(
          .malformedClaims, "field \(identifier) is twice there or not of type \(type)")
      }
      rest = rest.dropFirst(2)
      let isFixed = range.count == 1
      let value =
        isFixed
        ? rest.prefix(range.upperBound)
        : rest.prefix { $0 != 0x1D && $0 != 0x1E }.prefix(range.upperBound)
      guard range.contains(value.count) else {
        throw MalformedCode(.malformedClaims, "field \(identifier) is too short")
      }
      rest = rest.dropFirst(value.count)
      if !isFixed, let end = rest.first, end == 0x1D || end == 0x1E { rest = rest.dropFirst() }
      values[identifier] = String(decoding: value, as: UTF8.self)
    }
    guard values.count == specification.count else {
      throw MalformedCode(.malformedClaims, "a field of type \(type) is missing")
    }
  }

  private func text(_ identifier: String) -> String? {
    values[identifier].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the fields state, without the issuer.
  var statement: ForeignStatement {
    var statement = ForeignStatement(.twoDDoc)
    let isTest = type == "B2"
    // Several first names stand between slashes.
    let given = text(isTest ? "F0" : "L1")?.replacing("/", with: " ")
    let family = text(isTest ? "F1" : "L0")
    let name = [given, family].compactMap { $0 }.joined(separator: " ")
    statement.holder.name = name.isEmpty ? nil : name
    statement.holder.birthDate = text(isTest ? "F2" : "L2").flatMap(Self.day)
    statement.evidence = [isTest ? test : vaccination]
    return statement
  }

  private var test: ForeignStatement.Fact {
    var fact = ForeignStatement.Fact(text("F4").flatMap(LOINC.kind))
    fact.result =
      ["N": .negative, "P": .positive, "I": .undetermined, "X": .undetermined][
        text("F5") ?? ""]
    fact.product = text("F4")
    fact.time = text("F6").flatMap { digits in
      Self.day(String(digits.prefix(8))).flatMap { day in
        let time = day + "T" + digits.dropFirst(8).prefix(2) + ":" + digits.suffix(2) + ":00"
        return Timestamp(rfc3339: time + "Z") == nil ? nil : time
      }
    }
    return fact
  }

  private var vaccination: ForeignStatement.Fact {
    var fact = ForeignStatement.Fact(.vaccination)
    fact.dose = text("L7").flatMap { Int($0) }
    fact.of = text("L8").flatMap { Int($0) }
    fact.time = text("L9").flatMap(Self.day)
    fact.product = text("L5")
    fact.disease = text("L3")
    return fact
  }

  /// DDMMYYYY as ISO 8601; nil for digits that are no day.
  private static func day(_ digits: String) -> String? {
    let day = "\(digits.suffix(4))-\(digits.dropFirst(2).prefix(2))-\(digits.prefix(2))"
    return CalendarDate(iso8601: day) == nil ? nil : day
  }
}
