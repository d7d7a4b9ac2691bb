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
      Set(pairs.map(\.key.encoded)).count != pairs.count
        || pairs.contains { $0.key.holdsSimpleOrDuplicate || $0.value.holdsSimpleOrDuplicate }
    case .tagged(_, let content): content.holdsSimpleOrDuplicate
    case .simple, .float: true
    }
  }
}
