/// The members of a map, each asked for by its key: an integer or a text.
struct CBORMembers {
  private var numbered: [Int64: CBORValue] = [:]
  private var named: [String: CBORValue] = [:]

  /// Nil for what is no map. Of a key that is there twice the first counts: refuse those when decoding
  /// (`CBORLimits.refusesDuplicateKeys`). Keys of other types are passed over.
  init?(_ value: CBORValue?) {
    guard case .map(let pairs)? = value else { return nil }
    for (key, value) in pairs.reversed() {
      if let number = key.integer {
        numbered[number] = value
      } else if let name = key.textString {
        named[name] = value
      }
    }
  }

  subscript(number: Int64) -> CBORValue? { numbered[number] }
  subscript(name: String) -> CBORValue? { named[name] }
}
