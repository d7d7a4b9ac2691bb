import ArgumentParser
import HCodeSystem

/// What stands after the options of `scan` and `verify`: names of pictures, or texts. Strangers choose them, so none is read as
/// an option: the first one ends the options, and so does `--`.
struct Operands {
  private static let terminator = FileName("--")

  private let words: [FileName]

  init(_ words: [FileName]) { self.words = words }

  /// The operands, without the `--` in front of them.
  var names: [FileName] {
    guard let end = words.firstIndex(of: Self.terminator) else { return words }
    return Array(words[..<end] + words[(end + 1)...])
  }

  /// Refuses what looks like an option and has no `--` before it.
  func check() throws {
    for (place, word) in words.enumerated() {
      guard word != Self.terminator else { return }
      guard word.bytes.first == UInt8(ascii: "-"), !word.isStandardStream else { continue }
      let text = word.description
      guard place == 0 else { throw ValidationError(.optionAfterOperand(text)) }
      throw ValidationError(
        ["-h", "--help", "--version"].contains(text) ? .helpNotAlone : .unknownOption(text))
    }
  }
}
