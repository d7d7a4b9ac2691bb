/// The members of a map, each asked for by its key: an integer or a text.
package struct CBORMembers {
  private let pairs: [(key: CBORValue, value: CBORValue)]

  /// Nil for anything but a map. Of a duplicate key the first counts; the decoder can refuse duplicates
  /// (`CBORLimits.refusesDuplicateKeys`). Keys of other types are ignored.
  package init?(_ value: CBORValue?) {
    guard case .map(let pairs)? = value else { return nil }
    self.pairs = pairs
  }

  package subscript(number: Int64) -> CBORValue? {
    for (key, value) in pairs where key.integer == number { return value }
    return nil
  }

  package subscript(name: String) -> CBORValue? {
    for case (.text(let other), let value) in pairs where name.isExactly(other) { return value }
    return nil
  }
}
