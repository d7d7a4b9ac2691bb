/// A bounded reader of one CBOR item.
///
/// It takes any well-formed item, definite or indefinite; whether the item is deterministic is a question
/// of its own (`CBORValue.isDeterministic(_:)`). Recursion goes no deeper than `CBORLimits.depth`, and nothing is
/// allocated from a length that the bytes do not bear out.
package struct CBORDecoder {
  private let bytes: ArraySlice<UInt8>
  private let start: Int
  private let limits: CBORLimits
  private var position: Int
  private var nodesLeft: Int

  private init(_ bytes: ArraySlice<UInt8>, _ limits: CBORLimits) {
    self.bytes = bytes
    self.start = bytes.startIndex
    self.limits = limits
    self.position = bytes.startIndex
    nodesLeft = limits.nodes
  }

  /// Reads exactly one item.
  package static func decode(
    _ bytes: some Collection<UInt8>, limits: CBORLimits
  ) throws(CBORError) -> CBORValue {
    var decoder = CBORDecoder(ArraySlice(bytes), limits)
    let value = try decoder.item(depth: 0)
    guard decoder.position == decoder.bytes.endIndex else {
      throw .trailingBytes(offset: decoder.offset)
    }
    return value
  }

  private var offset: Int { position - start }
  private var remaining: Int { bytes.endIndex - position }

  private struct Head {
    var major: UInt8
    var info: UInt8
    var argument: UInt64
    var offset: Int
    var isIndefinite: Bool { info == 31 }
  }

  private mutating func head() throws(CBORError) -> Head {
    let offset = self.offset
    guard remaining >= 1 else { throw .truncated(offset: offset) }
    let initial = bytes[position]
    position += 1
    var head = Head(major: initial >> 5, info: initial & 31, argument: 0, offset: offset)
    switch head.info {
    case 0..<24: head.argument = UInt64(head.info)
    case 24...27:
      let width = 1 << Int(head.info - 24)
      guard remaining >= width else { throw .truncated(offset: offset) }
      for _ in 0..<width {
        head.argument = head.argument << 8 | UInt64(bytes[position])
        position += 1
      }
    case 31 where (2...5).contains(head.major) || head.major == 7: break
    default: throw .notWellFormed(offset: offset)
    }
    return head
  }

  private mutating func item(depth: Int) throws(CBORError) -> CBORValue {
    nodesLeft -= 1
    guard nodesLeft >= 0 else { throw .tooExpensive(offset: offset) }
    let head = try head()
    if (4...6).contains(head.major), depth >= limits.depth { throw .tooDeep(offset: head.offset) }
    switch head.major {
    case 0: return .unsigned(head.argument)
    case 1: return .negative(head.argument)
    case 2: return .bytes(Array(try string(head)))
    case 3:
      if head.isIndefinite { return .text(try chunkedText(head)) }
      return .text(try text(try string(head), head))
    case 4: return .array(try elements(head, depth: depth))
    case 5: return .map(try pairs(head, depth: depth))
    case 6: return .tagged(head.argument, try item(depth: depth + 1))
    default: return try simpleOrFloat(head)
    }
  }

  private func simpleOrFloat(_ head: Head) throws(CBORError) -> CBORValue {
    switch head.info {
    case 0..<24: return .simple(head.info)
    case 24 where head.argument >= 32: return .simple(UInt8(head.argument))
    case 25...27: return .float(bits: head.argument, width: 1 << Int(head.info - 24))
    default: throw .notWellFormed(offset: head.offset)
    }
  }

  /// The content of a string, its chunks joined when the length is indefinite.
  private mutating func string(_ head: Head) throws(CBORError) -> ArraySlice<UInt8> {
    guard head.isIndefinite else { return try definite(head) }
    var joined: ArraySlice<UInt8> = []
    for _ in 0...limits.count {
      let chunk = try self.head()
      if chunk.major == 7, chunk.isIndefinite { return joined }
      guard chunk.major == head.major, !chunk.isIndefinite else {
        throw .notWellFormed(offset: chunk.offset)
      }
      joined += try definite(chunk)
    }
    throw .tooMany(offset: head.offset)
  }

  /// Each chunk of a text has to be UTF-8 by itself (RFC 8949 §3.2.3).
  private mutating func chunkedText(_ head: Head) throws(CBORError) -> String {
    var joined = ""
    for _ in 0...limits.count {
      let chunk = try self.head()
      if chunk.major == 7, chunk.isIndefinite {
        guard !limits.boundsTexts || !joined.holdsTooManyMarks else {
          throw .tooExpensive(offset: head.offset)
        }
        return joined
      }
      guard chunk.major == 3, !chunk.isIndefinite else {
        throw .notWellFormed(offset: chunk.offset)
      }
      joined += try text(try definite(chunk), chunk)
    }
    throw .tooMany(offset: head.offset)
  }

  private mutating func definite(_ head: Head) throws(CBORError) -> ArraySlice<UInt8> {
    guard let length = Int(exactly: head.argument), length <= remaining else {
      throw .truncated(offset: head.offset)
    }
    defer { position += length }
    return bytes[position..<position + length]
  }

  private func text(_ slice: ArraySlice<UInt8>, _ head: Head) throws(CBORError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw .invalidUTF8(offset: head.offset)
    }
    guard !limits.boundsTexts || !text.holdsTooManyMarks else {
      throw .tooExpensive(offset: head.offset)
    }
    return text
  }

  private mutating func elements(_ head: Head, depth: Int) throws(CBORError) -> [CBORValue] {
    var elements: [CBORValue] = []
    while try hasMore(head, elements.count) {
      elements.append(try item(depth: depth + 1))
    }
    return elements
  }

  private mutating func pairs(
    _ head: Head, depth: Int
  ) throws(CBORError) -> [(key: CBORValue, value: CBORValue)] {
    var pairs: [(key: CBORValue, value: CBORValue)] = []
    while try hasMore(head, pairs.count) {
      let key = try item(depth: depth + 1)
      if limits.boundsTexts, case .text(let name) = key, name.utf8.count > InputBudget.nameBytes {
        throw .tooExpensive(offset: head.offset)
      }
      pairs.append((key, try item(depth: depth + 1)))
    }
    guard !limits.refusesDuplicateKeys || !Self.holdsDuplicateKey(pairs) else {
      throw .duplicateKey(offset: head.offset)
    }
    return pairs
  }

  /// By the bytes of the keys, in one order of them; a few, as certificates have, are compared each with each.
  private static func holdsDuplicateKey(_ pairs: [(key: CBORValue, value: CBORValue)]) -> Bool {
    guard pairs.count > 16 else {
      for (index, pair) in pairs.enumerated() {
        for (other, _) in pairs[..<index] where pair.key.isSameKey(other) { return true }
      }
      return false
    }
    let keys = pairs.map(\.key.encoded).sorted { $0.lexicographicallyPrecedes($1) }
    return zip(keys, keys.dropFirst()).contains { $0 == $1 }
  }

  /// Whether another element follows; takes the break that ends an indefinite length.
  private mutating func hasMore(_ head: Head, _ count: Int) throws(CBORError) -> Bool {
    if head.isIndefinite {
      guard remaining >= 1 else { throw .truncated(offset: offset) }
      if bytes[position] == 0xFF {
        position += 1
        return false
      }
      guard count < limits.count else { throw .tooMany(offset: head.offset) }
      return true
    }
    guard head.argument <= UInt64(limits.count) else { throw .tooMany(offset: head.offset) }
    return UInt64(count) < head.argument
  }
}
