/// Writes DER (ITU-T X.690 §8 and §10): what a few formats sign or name keys by.
package enum DER {
  /// Tags that are written here.
  package enum Tag: UInt8 {
    case integer = 0x02
    case bitString = 0x03
    case sequence = 0x30
  }

  /// One element.
  package static func element(_ tag: Tag, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 0x80 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag.rawValue] + length + content
  }

  /// A non-negative INTEGER from its magnitude, most significant byte first, leading zeros or not.
  package static func integer(_ magnitude: some Collection<UInt8>) -> [UInt8] {
    let digits = Array(magnitude.drop { $0 == 0 })
    let needsZero = digits.first.map { $0 >= 0x80 } ?? true
    return element(.integer, (needsZero ? [0] : []) + digits)
  }

  /// A SEQUENCE of elements.
  package static func sequence(_ elements: [UInt8]...) -> [UInt8] {
    element(.sequence, Array(elements.joined()))
  }
}
