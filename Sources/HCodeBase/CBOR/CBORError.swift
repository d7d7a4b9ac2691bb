/// Why bytes are not one well-formed CBOR item within the limits. `offset` counts bytes from the start.
package enum CBORError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The bytes end inside an item.
  case truncated(offset: Int)
  /// Additional information 28 to 30, an indefinite length or a break where none may be, a simple value in
  /// the wrong form (RFC 8949 §3 and appendix F).
  case notWellFormed(offset: Int)
  /// A text string that is not UTF-8.
  case invalidUTF8(offset: Int)
  /// Deeper than `CBORLimits.depth`.
  case tooDeep(offset: Int)
  /// More elements than `CBORLimits.count`.
  case tooMany(offset: Int)
  /// Bytes after the item.
  case trailingBytes(offset: Int)
  /// A key for the second time in the map that begins there.
  case duplicateKey(offset: Int)
  /// More items than `CBORLimits.nodes`, or a longer name or more combining marks in a row than `InputBudget` allows.
  case tooExpensive(offset: Int)

  package var description: String {
    switch self {
    case .truncated(let offset): "it ends inside the item at byte \(offset)"
    case .notWellFormed(let offset): "there is no item at byte \(offset)"
    case .invalidUTF8(let offset): "the text at byte \(offset) is not UTF-8"
    case .tooDeep(let offset): "it is nested too deeply at byte \(offset)"
    case .tooMany(let offset): "there are too many elements at byte \(offset)"
    case .trailingBytes(let offset): "something follows it at byte \(offset)"
    case .duplicateKey(let offset): "the map at byte \(offset) has one key twice"
    case .tooExpensive(let offset): "it costs more than one input may, from byte \(offset) on"
    }
  }
}

extension CBORError {
  /// The reason of a verdict: a budget that ended, or the format's own.
  package func reason(_ otherwise: VerdictReason) -> VerdictReason {
    if case .tooExpensive = self { .tooExpensive } else { otherwise }
  }
}
