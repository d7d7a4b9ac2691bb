/// One CBOR data item (RFC 8949).
package enum CBORValue: Sendable {
  /// Major type 0.
  case unsigned(UInt64)
  /// Major type 1: the value is -1 - n.
  case negative(UInt64)
  /// Major type 2.
  case bytes([UInt8])
  /// Major type 3.
  case text(String)
  /// Major type 4.
  case array([CBORValue])
  /// Major type 5, pairs in the order in which they were read.
  case map([(key: CBORValue, value: CBORValue)])
  /// Major type 6.
  indirect case tagged(UInt64, CBORValue)
  /// Major type 7 without the floating-point numbers: false is 20, true 21, null 22, undefined 23.
  case simple(UInt8)
  /// Major type 7, half, single and double precision, as their bits and how many there were.
  case float(bits: UInt64, width: Int)

  /// An integer of either sign.
  package static func integer(_ value: Int64) -> CBORValue {
    value >= 0 ? .unsigned(UInt64(value)) : .negative(UInt64(-1 - value))
  }

  /// The integer, when it is one and fits.
  package var integer: Int64? {
    switch self {
    case .unsigned(let value): Int64(exactly: value)
    case .negative(let value): Int64(exactly: value).map { -1 - $0 }
    default: nil
    }
  }

  /// The bytes of a byte string.
  package var byteString: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }

  /// The elements of an array.
  package var array: [CBORValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The text of a text string.
  package var textString: String? { if case .text(let value) = self { value } else { nil } }
}

extension CBORValue: Equatable {
  /// Equal when the deterministic encodings are: two spellings of one name in Unicode are two values, which
  /// `String`'s own `==` would not say.
  package static func == (a: CBORValue, b: CBORValue) -> Bool { a.encoded == b.encoded }

  /// The same for two keys, without an encoding where they are numbers or texts.
  func isSameKey(_ other: CBORValue) -> Bool {
    switch (self, other) {
    case (.unsigned(let a), .unsigned(let b)): a == b
    case (.text(let a), .text(let b)): a.isExactly(b)
    case (.unsigned, .text), (.text, .unsigned): false
    default: self == other
    }
  }
}
