import HCodeBase

/// One line as a hand-held scanner in keyboard or serial mode sends it.
package enum ScannerLine {
  /// Removes what the scanner added to the text: a UTF-8 byte order mark and an AIM symbology identifier in front (`]`,
  /// a letter, a digit; ISO/IEC 15424, `]Q1` for a QR code), and any CR, LF and Tab at the end.
  ///
  /// Nothing else. Spaces at the end belong to the alphabet of Base45, and in front they stay visible as a malformed
  /// prefix. ``KeyboardLayout/repaired(_:)`` removes an identifier that went through another keyboard layout.
  package static func cleaned(_ line: [UInt8]) -> [UInt8] {
    var text = line[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    if startsWithIdentifier(text) { text = text.dropFirst(3) }
    while let last = text.last, last == 0x0D || last == 0x0A || last == 0x09 {
      text = text.dropLast()
    }
    return Array(text)
  }

  private static func startsWithIdentifier(_ text: ArraySlice<UInt8>) -> Bool {
    var bytes = text.makeIterator()
    guard bytes.next() == UInt8(ascii: "]"), let letter = bytes.next(), let digit = bytes.next()
    else { return false }
    let isLetter =
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
    return isLetter && digit.isASCIIDigit
  }
}
