import ArgumentParser
import HCodeGate
import HCodeSystem

/// What a hand-held scanner sends around a text, and whether anything is corrected.
struct TypingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the scanner sends before each text. Escapes: \\t, \\xHH.", valueName: "text"))
  var stripPrefix: FileName?

  @Option(
    name: .long,
    help: ArgumentHelp("What the scanner sends after each text.", valueName: "text"))
  var stripSuffix: FileName?

  @Flag(
    name: .long,
    help:
      "Judge each text as it arrived: correct nothing, and report as forged what cannot be decoded."
  )
  var exact = false

  func validate() throws {
    guard let _ = Self.unescaped(stripPrefix), let _ = Self.unescaped(stripSuffix) else {
      throw ValidationError(.badEscape)
    }
    if exact, stripPrefix != nil || stripSuffix != nil { throw ValidationError(.exactWithStrip) }
  }

  var typed: TypedText {
    TypedText(
      prefix: Self.unescaped(stripPrefix) ?? [], suffix: Self.unescaped(stripSuffix) ?? [],
      isExact: exact)
  }

  /// The bytes of an option, in which `\xHH` and `\t` stand for what no shell types; nil for another escape. A backslash is `\\`.
  private static func unescaped(_ text: FileName?) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = (text?.bytes ?? [])[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let kind = rest.first else { return nil }
      let digits = rest.dropFirst().prefix(2).compactMap {
        Character(Unicode.Scalar($0)).hexDigitValue
      }
      switch kind {
      case UInt8(ascii: "t"):
        bytes.append(0x09)
        rest = rest.dropFirst()
      case UInt8(ascii: "x") where digits.count == 2:
        bytes.append(UInt8(digits[0] << 4 | digits[1]))
        rest = rest.dropFirst(3)
      case byte:
        bytes.append(byte)
        rest = rest.dropFirst()
      default: return nil
      }
    }
    return bytes
  }
}
