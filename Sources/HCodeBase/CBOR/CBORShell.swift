/// Reads what is around large byte strings, in the one deterministic spelling, and copies nothing: a file of many megabytes costs no more than
/// itself until somebody vouches for it.
package struct CBORShell {
  private var rest: ArraySlice<UInt8>

  /// The item in these bytes.
  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  package var isAtEnd: Bool { rest.isEmpty }

  /// The number of elements of an array, which follow.
  package mutating func array() -> Int? { head(4).flatMap { Int(exactly: $0) } }

  /// A number that is not negative.
  package mutating func unsigned() -> UInt64? { head(0) }

  /// Reads the value null, if it comes next.
  package mutating func null() -> Bool {
    guard rest.first == 0xF6 else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A byte string, in its place.
  package mutating func bytes() -> ArraySlice<UInt8>? {
    guard let length = head(2).flatMap({ Int(exactly: $0) }), length <= rest.count else {
      return nil
    }
    defer { rest = rest.dropFirst(length) }
    return rest.prefix(length)
  }

  /// The argument of the next head; nil when it is of another major type, cut short or not in its shortest form.
  private mutating func head(_ major: UInt8) -> UInt64? {
    guard let initial = rest.first, initial >> 5 == major else { return nil }
    let info = Int(initial & 31)
    guard info >= 24 else {
      rest = rest.dropFirst()
      return UInt64(info)
    }
    let width = 1 << (info - 24)
    guard width <= 8, rest.count > width else { return nil }
    let argument = UInt64(bigEndianBytes: rest.dropFirst().prefix(width))
    var shortest: [UInt8] = []
    CBORValue.appendHead(major, argument, to: &shortest)
    guard shortest.count == 1 + width else { return nil }
    rest = rest.dropFirst(1 + width)
    return argument
  }
}
