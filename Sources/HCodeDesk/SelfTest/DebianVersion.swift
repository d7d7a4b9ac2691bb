import HCodeBase

/// A version of a Debian package, in the order of deb-version(7).
package struct DebianVersion: Comparable, Sendable, CustomStringConvertible {
  /// As it is written.
  package let description: String

  private let epoch: Int
  private let upstream: [UInt8]
  private let revision: [UInt8]

  /// Takes any text; what is no version has an order all the same.
  package init(_ text: String) {
    description = text
    var rest = text[...]
    if let colon = rest.firstIndex(of: ":") {
      epoch = Int(rest[..<colon]) ?? 0
      rest = rest[rest.index(after: colon)...]
    } else {
      epoch = 0
    }
    if let dash = rest.lastIndex(of: "-") {
      upstream = Array(rest[..<dash].utf8)
      revision = Array(rest[rest.index(after: dash)...].utf8)
    } else {
      upstream = Array(rest.utf8)
      revision = []
    }
  }

  /// Epoch, then upstream version, then revision.
  package static func < (a: DebianVersion, b: DebianVersion) -> Bool {
    if a.epoch != b.epoch { return a.epoch < b.epoch }
    let order = order(a.upstream[...], b.upstream[...])
    return order != 0 ? order < 0 : self.order(a.revision[...], b.revision[...]) < 0
  }

  /// Two texts with the same place in the order are equal: `1.0` and `1.0-0`.
  package static func == (a: DebianVersion, b: DebianVersion) -> Bool { !(a < b) && !(b < a) }

  /// Below, at or above 0: parts that are no digits by their characters, parts that are digits by their number, in turn.
  private static func order(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    var (a, b) = (a, b)
    while !a.isEmpty || !b.isEmpty {
      while a.first.map({ !isDigit($0) }) ?? false || b.first.map({ !isDigit($0) }) ?? false {
        let difference = weight(a.first) - weight(b.first)
        if difference != 0 { return difference }
        a = a.dropFirst()
        b = b.dropFirst()
      }
      // Without leading zeros the longer number is the larger one, however long.
      let x = a.prefix(while: isDigit).drop { $0 == UInt8(ascii: "0") }
      let y = b.prefix(while: isDigit).drop { $0 == UInt8(ascii: "0") }
      if x.count != y.count { return x.count - y.count }
      if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) ? -1 : 1 }
      a = a.drop(while: isDigit)
      b = b.drop(while: isDigit)
    }
    return 0
  }

  /// `~` goes before the end, the end before letters, letters before all else.
  private static func weight(_ byte: UInt8?) -> Int {
    guard let byte, !isDigit(byte) else { return 0 }
    if byte == UInt8(ascii: "~") { return -1 }
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    return isLetter ? Int(byte) : Int(byte) + 256
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit
  }
}
