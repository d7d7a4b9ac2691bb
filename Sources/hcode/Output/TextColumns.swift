import Glibc
import HCodeSystem

/// The width of text on a terminal.
enum TextColumns {
  /// The width of the terminal to which a descriptor leads: `COLUMNS` decides, as for other programs; 80 without a terminal.
  static func ofTerminal(_ descriptor: Int32) -> Int {
    if let columns = Environment["COLUMNS"].flatMap({ Int($0) }), columns > 10 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 10 else { return 80 }
    return Int(size.ws_col)
  }

  /// How many columns a text takes: Chinese, Japanese and Korean characters and full-width forms take two (the wide ranges of
  /// Unicode's East Asian Width), marks upon a letter none.
  static func count(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The text with spaces up to that column, two at least.
  static func padded(_ text: String, to column: Int) -> String {
    text + String(repeating: " ", count: max(2, column - count(text)))
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
