/// A field and which of several it is: `test_kind` is the first, `test_kind_2` the second.
package struct BatchColumn: Hashable, Sendable {
  /// The most pieces of evidence that a code has room for.
  static let most = 8

  /// What it says.
  package let field: BatchField
  /// 1 to 8.
  package let number: Int

  init(_ field: BatchField, _ number: Int = 1) {
    self.field = field
    self.number = number
  }

  /// Finds the column of a name. As people type names, letters may be of either case, and spaces and hyphens stand for
  /// underscores. Nil for another name.
  package init?(name: String) {
    let plain = String(
      name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    if let field = BatchField(name: CellWords.column(plain) ?? plain) {
      self.init(field)
      return
    }
    guard let last = plain.last, let number = last.wholeNumberValue, last.isASCII,
      (2...Self.most).contains(number), plain.dropLast().last == "_",
      let field = BatchField(name: String(plain.dropLast(2))), field.isRepeatable
    else { return nil }
    self.init(field, number)
  }

  /// The column's name.
  package var name: String { number == 1 ? field.name : "\(field.name)_\(number)" }

  /// Where a row keeps it; nil for a field that its family does not have.
  var slot: Int? { field.place.map { (number - 1) * BatchField.count + $0 } }

  /// Whether the column is a note for people, such as the reasons in a file of rejected rows. Notes are ignored.
  package static func isNote(_ name: String) -> Bool { name.hasPrefix("_") }
}
