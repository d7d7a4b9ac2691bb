extension CBORValue {
  /// Whether these bytes are the one spelling that the native code allows for this value: encoding it again
  /// gives the same bytes, no map has a key twice, and nothing in it is of major type 7 (docs/format.md, rule 5).
  package func isDeterministic(_ bytes: [UInt8]) -> Bool {
    !holdsSimpleOrDuplicate && encoded == bytes
  }

  private var holdsSimpleOrDuplicate: Bool {
    switch self {
    case .unsigned, .negative, .bytes, .text: false
    case .array(let elements): elements.contains(where: \.holdsSimpleOrDuplicate)
    case .map(let pairs):
      Self.hasDuplicates(pairs.map(\.key.encoded))
        || pairs.contains { $0.key.holdsSimpleOrDuplicate || $0.value.holdsSimpleOrDuplicate }
    case .tagged(_, let content): content.holdsSimpleOrDuplicate
    case .simple, .float: true
    }
  }

  /// Sorted and compared, not put into a set: the runtime would look the set's type up at every start of a scan.
  private static func hasDuplicates(_ keys: [[UInt8]]) -> Bool {
    let sorted = keys.sorted { $0.lexicographicallyPrecedes($1) }
    return zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
  }
}
