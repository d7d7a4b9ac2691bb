/// Fits a line of text into a width without knowing the font.
///
/// The widths are estimates on the wide side, by kind of letter; what they still get wrong, the
/// card clips.
enum TextFit {
  /// The text and the font size that keep it within `width` pixels: first the letters shrink, down
  /// to `smallest`, then the text is cut at a whole character and ends in `…`.
  static func line(
    _ text: String, size: Int, smallest: Int, width: Int
  ) -> (text: String, size: Int) {
    let units = ems(text)
    let room = Double(width)
    if units * Double(size) <= room { return (text, size) }
    let fitting = room / units
    if fitting >= Double(smallest) { return (text, Int(fitting)) }
    let budget = room / Double(smallest) - 1
    var used = 0.0
    let kept = text.prefix { character in
      used += ems(String(character))
      return used <= budget
    }
    return (String(kept) + "…", smallest)
  }

  /// The width of a text in units of its font size, at most what it really is for common fonts in
  /// bold.
  static func ems(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x20: 0.3
    case 0x21...0x7E: asciiWidth(scalar)
    case 0x00A0...0x02FF, 0x0370...0x058F, 0x1E00...0x1FFF: markOr(0.75, scalar)
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF: markOr(0.7, scalar)
    // Indic and South-East Asian letters are wide, and their vowel signs often stand beside them.
    case 0x0900...0x109F, 0x1200...0x1DFF: markOr(1.1, scalar)
    case 0x2000...0x206F: markOr(1, scalar)
    default: markOr(1.05, scalar)
    }
  }

  private static func asciiWidth(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "W", "M", "m", "w", "@", "%": 0.95
    case "A"..."Z": 0.75
    case "i", "j", "l", "f", "t", "r", ".", ",", "'", ":", ";", "|", "!": 0.42
    case "a"..."z": 0.64
    default: 0.6
    }
  }

  /// Marks that sit on a letter take no room of their own.
  private static func markOr(_ width: Double, _ scalar: Unicode.Scalar) -> Double {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default: width
    }
  }
}
