package import HCodeBase

/// The status of each code of a key: two bits a code, the first code in the lowest bits of the first byte (Token Status List,
/// draft-ietf-oauth-status-list §4.1, with `bits` 2).
package struct StatusList: Equatable, Sendable {
  /// The most bytes that a list may have: 64 Mi codes.
  package static let maximumBytes = 16 << 20
  /// The most codes that a list can speak of.
  package static let maximumCount = maximumBytes * 4

  /// The list, not compressed.
  package private(set) var bytes: [UInt8]

  /// A list from its bytes; nil for none and for more than `maximumBytes`.
  package init?(bytes: [UInt8]) {
    guard (1...Self.maximumBytes).contains(bytes.count) else { return nil }
    self.bytes = bytes
  }

  /// A list of at least so many codes, all as signed; a byte holds four, so up to three more come with them. Nil for
  /// fewer than one and more than `maximumCount`.
  package init?(capacity: Int) {
    guard (1...Self.maximumCount).contains(capacity) else { return nil }
    bytes = [UInt8](repeating: 0, count: (capacity + 3) / 4)
  }

  /// How many codes the list speaks of.
  package var count: Int { bytes.count * 4 }

  /// Returns the status of the code with that index. Nil beyond the end of the list: unknown, never "as signed".
  package subscript(index: UInt32) -> CodeStatus? {
    guard index < count else { return nil }
    return CodeStatus(rawValue: bytes[Int(index / 4)] >> Self.shift(index) & 3)
  }

  /// Sets the status of a code; false when the list does not reach so far.
  package mutating func set(_ status: CodeStatus, at index: UInt32) -> Bool {
    guard index < count else { return false }
    let shift = Self.shift(index)
    let place = Int(index / 4)
    bytes[place] = bytes[place] & ~(3 << shift) | status.rawValue << shift
    return true
  }

  /// How many codes have each status.
  package var counts: [CodeStatus: Int] {
    var byByte = [Int](repeating: 0, count: 256)
    for byte in bytes { byByte[Int(byte)] += 1 }
    var counts: [CodeStatus: Int] = [:]
    for status in CodeStatus.allCases { counts[status] = 0 }
    for (byte, number) in byByte.enumerated() {
      for shift in [0, 2, 4, 6] {
        if let status = CodeStatus(rawValue: UInt8(byte >> shift & 3)) {
          counts[status, default: 0] += number
        }
      }
    }
    return counts
  }

  /// SHA-256 over the bytes, not compressed: what a delta names its lists by. 32 bytes.
  package var digest: Digest { Digest(of: bytes) }

  private static func shift(_ index: UInt32) -> UInt8 { UInt8(index % 4) * 2 }
}
