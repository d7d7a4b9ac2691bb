/// The forms that a Chinese or Japanese input method gives instead of ASCII, and the blanks of pages that a text is copied from.
package enum FullWidth {
  /// The scalars of a text with full-width and ideographic forms in ASCII, and whether it had any.
  /// Bytes that are not UTF-8 become U+FFFD, which no layout types.
  package static func folded(_ text: [UInt8]) -> (scalars: [Unicode.Scalar], isFullWidth: Bool) {
    var isFullWidth = false
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
      guard let plain = ascii(scalar) else { return scalar }
      isFullWidth = true
      return plain
    }
    return (scalars, isFullWidth)
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x3000: " "
    // What a page or a word processor puts in the place of a blank.
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F: " "
    case 0x3001: "/"  // the pinyin methods' ideographic comma is on the slash key
    case 0x3002, 0xFF61: "."
    case 0xFFE5, 0xA5: "$"  // they type the yuan sign for the dollar
    default: nil
    }
  }
}
