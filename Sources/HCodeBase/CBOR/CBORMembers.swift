/// The members of a map, each asked for by its key: an integer or a text.
package struct CBORMembers {
  private let pairs: [(key: CBORValue, value: CBORValue)]

  /// Nil for what is no map. Of a key that is there twice the first counts: refuse those when decoding
  /// (`CBORLimits.refusesDuplicateKeys`). Keys of other types are passed over.
  package init?(_ value: CBORValue?) {
    guard case .map(let pairs)? = value else { return nil }
    self.pairs = pairs
  }

  package subscript(number: Int64) -> CBORValue? {
    for (key, value) in pairs where key.integer == number { return value }
    return nil
  }

  package subscript(name: String) -> CBORValue? {
    for case (.text(name), let value) in pairs { return value }
    return nil
  }
}
