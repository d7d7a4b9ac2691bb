/// Checks that a growing text is canonical Base45.
package enum Base45Group {
  /// The value of each byte in the alphabet, 255 for a byte outside it.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.enumerated() {
      table[Int(character)] = UInt8(value)
    }
    return table
  }()

  package static func contains(_ character: UInt8) -> Bool { values[Int(character)] < 45 }

  /// Whether the last two or three characters of a text are a group of canonical Base45.
  package static func isCanonical(_ group: ArraySlice<UInt8>) -> Bool {
    let sum = group.reversed().reduce(0) { $0 * 45 + Int(values[Int($1)]) }
    return sum <= (group.count == 3 ? 0xFFFF : 0xFF)
  }
}
