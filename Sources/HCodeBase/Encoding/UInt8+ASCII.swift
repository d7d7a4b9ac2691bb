/// Bytes as ASCII characters. A byte of a longer UTF-8 sequence is none of these, whatever it would be in Latin-1.
extension UInt8 {
  /// `0` to `9`.
  @inlinable
  package var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

  /// `A` to `Z`.
  @inlinable
  package var isASCIIUppercase: Bool { (0x41...0x5A).contains(self) }

  /// `a` to `z`.
  @inlinable
  package var isASCIILowercase: Bool { (0x61...0x7A).contains(self) }

  /// A letter of either case.
  @inlinable
  package var isASCIILetter: Bool { isASCIIUppercase || isASCIILowercase }

  /// A digit or a letter.
  @inlinable
  package var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
}
