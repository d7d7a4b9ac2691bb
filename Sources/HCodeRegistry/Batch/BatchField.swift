/// What a row of a batch may say of a person: the columns of a CSV file and the members of a JSON object (docs/batch.md).
package enum BatchField: Int, CaseIterable, Sendable {
  /// The caller's own name for the row; told in the results and not in the code.
  case ref
  /// By what the office knows the person; a registry keeps a keyed hash of it, the code nothing.
  case subject
  case status, valid, notBefore
  case name, latinName, birthDate, documentTail
  case reason, authority
  case testKind, testResult, testTime, testPlace, testProduct
  case vaccinationDose, vaccinationOf, vaccinationDate, vaccinationPlace, vaccinationProduct
  case recoveryDate, recoveryPlace

  /// How many there are.
  static let count = allCases.count

  private static let names = [
    "ref", "subject", "status", "valid", "not_before", "name", "latin_name", "birth_date",
    "document_tail", "reason", "authority", "test_kind", "test_result", "test_time", "test_place",
    "test_product", "vaccination_dose", "vaccination_of", "vaccination_date", "vaccination_place",
    "vaccination_product", "recovery_date", "recovery_place",
  ]

  /// The column's name.
  package var name: String { Self.names[rawValue] }

  /// The field of that name.
  init?(name: String) {
    guard let place = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: place)
  }

  /// Whether a person may have several, the second under the same name with `_2` behind it.
  var isRepeatable: Bool { rawValue >= Self.testKind.rawValue }
}

/// A field and which of several it is: `test_kind` is the first, `test_kind_2` the second.
package struct BatchColumn: Hashable, Sendable {
  /// As many as a code has room for pieces of evidence.
  static let most = 8

  /// What it says.
  package let field: BatchField
  /// 1 to 8.
  package let number: Int

  private static let fields = Dictionary(
    uniqueKeysWithValues: BatchField.allCases.enumerated().map { ($1.rawValue, ($0, $1)) })

  init(_ field: BatchField, _ number: Int = 1) {
    self.field = field
    self.number = number
  }

  /// The column of that name; letters of either case, and spaces and hyphens for underscores, as people type them. Nil for
  /// another name.
  package init?(name: String) {
    let plain = String(
      name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    if let field = BatchField(name: plain) {
      self.init(field)
      return
    }
    guard let last = plain.last, let number = last.wholeNumberValue, last.isASCII,
      (2...Self.most).contains(number), plain.dropLast().last == "_",
      let field = BatchField(name: String(plain.dropLast(2))), field.isRepeatable
    else { return nil }
    self.init(field, number)
  }

  /// The name.
  package var name: String { number == 1 ? field.name : "\(field.name)_\(number)" }

  /// Where it is kept in a row.
  var slot: Int { (number - 1) * BatchField.count + field.rawValue }

  /// Names that begin with this are passed over: notes for people, such as the reasons in a file of rejected rows.
  package static func isNote(_ name: String) -> Bool { name.hasPrefix("_") }
}
