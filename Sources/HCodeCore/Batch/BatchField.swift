/// What a row of a batch may say of a person: the columns of a CSV file and the members of a JSON object (docs/batch.md).
public enum BatchField: String, CaseIterable, Sendable {
  /// The caller's own name for the row; told in the results and not in the code.
  case ref
  /// By what the office knows the person; a registry keeps a keyed hash of it, the code nothing.
  case subject
  case status
  case valid
  case notBefore = "not_before"
  case name
  case latinName = "latin_name"
  case birthDate = "birth_date"
  case documentTail = "document_tail"
  case reason
  case authority
  case testKind = "test_kind"
  case testResult = "test_result"
  case testTime = "test_time"
  case testPlace = "test_place"
  case testProduct = "test_product"
  case vaccinationDose = "vaccination_dose"
  case vaccinationOf = "vaccination_of"
  case vaccinationDate = "vaccination_date"
  case vaccinationPlace = "vaccination_place"
  case vaccinationProduct = "vaccination_product"
  case recoveryDate = "recovery_date"
  case recoveryPlace = "recovery_place"

  /// Whether a person may have several, the second under the same name with `_2` behind it.
  var isRepeatable: Bool {
    rawValue.hasPrefix("test_") || rawValue.hasPrefix("vaccination_")
      || rawValue.hasPrefix("recovery_")
  }
}

/// A field and which of several it is: `test_kind` is the first, `test_kind_2` the second.
public struct BatchColumn: Hashable, Sendable {
  /// As many as a code has room for pieces of evidence.
  static let most = 8

  /// What it says.
  public let field: BatchField
  /// 1 to 8.
  public let number: Int

  private static let fields = Dictionary(
    uniqueKeysWithValues: BatchField.allCases.enumerated().map { ($1.rawValue, ($0, $1)) })

  init(_ field: BatchField, _ number: Int = 1) {
    self.field = field
    self.number = number
  }

  /// The column of that name; letters of either case, and spaces and hyphens for underscores, as people type them. Nil for
  /// another name.
  public init?(name: String) {
    let plain = String(
      name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    if let (_, field) = Self.fields[plain] {
      self.init(field)
      return
    }
    guard let last = plain.last, let number = last.wholeNumberValue, last.isASCII,
      (2...Self.most).contains(number), plain.dropLast().last == "_",
      let (_, field) = Self.fields[String(plain.dropLast(2))], field.isRepeatable
    else { return nil }
    self.init(field, number)
  }

  /// The name.
  public var name: String { number == 1 ? field.rawValue : "\(field.rawValue)_\(number)" }

  /// Where it is kept in a row.
  var slot: Int { (number - 1) * BatchField.allCases.count + (Self.fields[field.rawValue]?.0 ?? 0) }

  /// Names that begin with this are passed over: notes for people, such as the reasons in a file of rejected rows.
  public static func isNote(_ name: String) -> Bool { name.hasPrefix("_") }
}
