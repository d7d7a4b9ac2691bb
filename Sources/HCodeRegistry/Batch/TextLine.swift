/// One line of a file of JSON objects, a person each.
package struct TextLine: Sendable, Equatable {
  /// Its number in the file, from 1.
  package let number: Int
  /// What it holds, without its end; only the beginning when it is too long.
  package let bytes: [UInt8]
  /// Whether it has more than `BatchLimits.rowBytes`.
  package let isTooLong: Bool
}
