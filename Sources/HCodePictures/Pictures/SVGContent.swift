import HCodeBase

/// What an SVG file holds that rsvg-convert does not draw and a browser may: text of web pages, animations, scripts, rules for other screens or
/// languages, pictures of other formats, and whatever is outside of the file.
///
/// The bytes are looked at as they are. What stands in a comment counts too, and names that are spelled with entities count as hidden.
struct SVGContent {
  private let file: [UInt8]

  /// Whether all that the file can show is drawn. False in doubt.
  static func isDrawn(_ file: [UInt8]) -> Bool { Self(file: file).isDrawn }

  private var isDrawn: Bool {
    var within: [UInt8] = []
    for place in file.indices {
      switch file[place] {
      case UInt8(ascii: "<"):
        guard let name = element(at: place + 1) else { return false }
        if !name.isEmpty { within = name }
      case UInt8(ascii: "@"):
        if begins(Self.rules, at: place + 1) { return false }
      case UInt8(ascii: "&"):
        guard isHarmlessReference(at: place + 1) else { return false }
      case UInt8(ascii: "\\"):
        // How CSS spells what nobody is to find.
        if within == Self.style { return false }
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        if isForeignAddress(at: place) { return false }
      case UInt8(ascii: "h"), UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "o"):
        guard isHarmlessAttribute(at: place, of: within) else { return false }
      default: break
      }
    }
    return true
  }

  private static let style = Array("style".utf8)
  private static let address = Array("url(".utf8)
  private static let link = Array("a".utf8)
  private static let images = ["image", "feimage"].map { Array($0.utf8) }
  private static let undrawn = [
    "foreignobject", "animate", "animatecolor", "animatemotion", "animatetransform", "set",
    "discard", "script", "handler", "listener", "video", "audio", "iframe", "canvas", "embed",
    "object", "textpath", "tref", "altglyph", "font", "glyph", "font-face", "mesh", "meshgradient",
    "hatch",
  ].map { Array($0.utf8) }
  private static let rules = [
    "\\", "-", "keyframes", "media", "import", "supports", "container", "layer", "property",
    "font-face", "scope", "starting-style", "document",
  ].map { Array($0.utf8) }
  private static let conditions = ["systemlanguage", "requiredfeatures", "requiredextensions"]
    .map { Array($0.utf8) }
  private static let encodings = [
    "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "gbk", "gb2312", "gb18030",
  ].map { Array($0.utf8) }

  /// The name of an element that begins there, in small letters and without its prefix; empty for what is none. Nil for what rsvg does not draw.
  private func element(at start: Int) -> [UInt8]? {
    if begins([Array("?xml-stylesheet".utf8)], at: start) { return nil }
    if begins([Array("?xml".utf8)], at: start) { return hasKnownEncoding(at: start) ? [] : nil }
    if begins([Array("!entity".utf8)], at: start) {
      let declaration = file[start...].prefix { $0 != UInt8(ascii: ">") }
      let isPlain =
        !declaration.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "%") }
        && ["SYSTEM", "PUBLIC"].allSatisfy { declaration.range(of: Array($0.utf8)) == nil }
      return isPlain ? [] : nil
    }
    var name = word(at: start)
    if start + name.count < file.count, file[start + name.count] == UInt8(ascii: ":") {
      name = word(at: start + name.count + 1)
    }
    return Self.undrawn.contains(name) ? nil : name
  }

  private func hasKnownEncoding(at start: Int) -> Bool {
    let declaration = file[start...].prefix { $0 != UInt8(ascii: ">") }
    guard let end = declaration.range(of: Array("encoding".utf8))?.upperBound,
      let value = value(after: end)
    else { return declaration.range(of: Array("encoding".utf8)) == nil }
    return Self.encodings.contains(word(at: value))
  }

  /// Letters, digits and hyphens, in small letters.
  private func word(at start: Int) -> [UInt8] {
    guard start < file.count else { return [] }
    return file[start...].prefix(40).prefix {
      Self.isLetter($0) || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
    }.map(Self.small)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// Whether one of some words stands there, in letters of either size.
  private func begins(_ words: [[UInt8]], at start: Int) -> Bool {
    words.contains { word in
      file.count - start >= word.count
        && zip(word, file[start...]).allSatisfy { $0 == Self.small($1) }
    }
  }

  /// Whether a reference stands for no letter, digit or sign of which names and addresses are made. Entities of the file's own may be anything.
  private func isHarmlessReference(at start: Int) -> Bool {
    guard start < file.count, file[start] == UInt8(ascii: "#") else {
      return begins(["amp;", "lt;", "gt;", "quot;", "apos;"].map { Array($0.utf8) }, at: start)
    }
    let digits = file[(start + 1)...].prefix(12).prefix { $0 != UInt8(ascii: ";") }
    let text = String(decoding: digits, as: UTF8.self)
    let isHexadecimal = text.first == "x"
    guard
      let number = isHexadecimal ? Int(text.dropFirst(), radix: 16) : Int(text)
    else { return false }
    return number < 0x21 || number == 0x22 || number == 0x26 || number == 0x27 || number > 0x7E
  }

  /// Whether an address in a style begins there that leads out of the file.
  private func isForeignAddress(at start: Int) -> Bool {
    guard begins([Self.address], at: start) else { return false }
    let value = file[(start + 4)...].first {
      !PNMReader.isSpace($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'")
    }
    return value != UInt8(ascii: "#")
  }

  /// Whether an attribute that begins there, if one does, changes nothing that rsvg does not know of.
  private func isHarmlessAttribute(at start: Int, of element: [UInt8]) -> Bool {
    guard start > 0, PNMReader.isSpace(file[start - 1]) || file[start - 1] == UInt8(ascii: ":")
    else { return true }
    let name = word(at: start)
    guard let value = value(after: start + name.count) else { return true }
    if Self.conditions.contains(name) || name.starts(with: "on".utf8) { return false }
    if name == Self.style {
      let quote = file[value - 1]
      return !file[value...].prefix { $0 != quote }.contains(UInt8(ascii: "\\"))
    }
    guard name.elementsEqual("href".utf8), element != Self.link else { return true }
    let isImage = Self.images.contains(element)
    return begins(["#", "\"", "'"].map { Array($0.utf8) }, at: value)
      || isImage
        && begins(
          ["data:image/png;", "data:image/jpeg;", "data:image/jpg;"].map { Array($0.utf8) },
          at: value)
  }

  /// Where the value begins of an attribute whose name ends there.
  private func value(after end: Int) -> Int? {
    var place = end
    while place < file.count, PNMReader.isSpace(file[place]) { place += 1 }
    guard place < file.count, file[place] == UInt8(ascii: "=") else { return nil }
    place += 1
    while place < file.count, PNMReader.isSpace(file[place]) { place += 1 }
    guard place + 1 < file.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(file[place])
    else { return nil }
    return place + 1
  }
}
