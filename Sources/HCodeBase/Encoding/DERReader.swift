/// Reads DER (ITU-T X.690 §8.1, §10.1) element by element: one-byte tags, lengths in their shortest form, nothing beyond what is there.
package struct DERReader {
  /// One element.
  package struct Element {
    package let tag: UInt8
    package let content: ArraySlice<UInt8>

    /// The magnitude of an INTEGER that is not negative; nil for anything else.
    package var magnitude: [UInt8]? {
      guard tag == DER.Tag.integer.rawValue, let first = content.first, first < 0x80,
        content.count == 1 || first != 0 || content[content.startIndex + 1] >= 0x80
      else { return nil }
      return Array(content.drop { $0 == 0 })
    }

    /// The elements of a SEQUENCE; nil for anything else, and when they are not whole.
    package var elements: [Element]? {
      guard tag == DER.Tag.sequence.rawValue else { return nil }
      var reader = DERReader(content)
      var elements: [Element] = []
      while !reader.isAtEnd {
        guard let element = reader.next() else { return nil }
        elements.append(element)
      }
      return elements
    }
  }

  private var rest: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  package var isAtEnd: Bool { rest.isEmpty }

  /// The next element; nil when it is malformed or not whole.
  package mutating func next() -> Element? {
    guard let tag = rest.popFirst(), tag & 0x1F != 0x1F, let first = rest.popFirst() else {
      return nil
    }
    var count = Int(first)
    if first >= 0x80 {
      let octets = rest.prefix(Int(first & 0x7F))
      guard (1...4).contains(octets.count), octets.count == Int(first & 0x7F), octets.first != 0
      else { return nil }
      count = octets.reduce(0) { $0 << 8 | Int($1) }
      guard count >= 0x80 else { return nil }
      rest = rest.dropFirst(octets.count)
    }
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Element(tag: tag, content: rest.prefix(count))
  }

  /// The one element that the bytes are; nil when they are none, or more.
  package static func only(_ bytes: [UInt8]) -> Element? {
    var reader = DERReader(bytes[...])
    guard let element = reader.next(), reader.isAtEnd else { return nil }
    return element
  }
}
