import Synchronization

/// Which letters the fonts of this machine have: a letter that no font has is printed as a box.
package final class FontCoverage: Sendable {
  private struct State: ~Copyable {
    let canvas: CaptionCanvas
    /// Letters of texts that the fonts have.
    var known: Set<Unicode.Scalar> = []
  }

  private let state: Mutex<State>

  /// Nil where pango is not installed and nobody knows.
  package init?() {
    guard let canvas = try? CaptionCanvas(width: 1, height: 1, scale: 1) else { return nil }
    state = Mutex(State(canvas: canvas))
  }

  /// The letters of a text that no font has, each once; empty when fonts have them all.
  package func missing(in text: String) -> [Character] {
    let scalars = text.unicodeScalars.filter { !$0.isASCII }
    guard !scalars.isEmpty else { return [] }
    return state.withLock { state in
      guard !scalars.allSatisfy({ state.known.contains($0) }),
        state.canvas.unknownLetters(in: text) > 0
      else {
        state.known.formUnion(scalars)
        return []
      }
      var missing: [Character] = []
      for letter in text where !missing.contains(letter) {
        if state.canvas.unknownLetters(in: String(letter)) > 0 { missing.append(letter) }
      }
      return missing.isEmpty ? Array(text.prefix(1)) : missing
    }
  }

  /// The Debian package whose fonts have a letter.
  package static func package(for letter: Character) -> String {
    guard let scalar = letter.unicodeScalars.first else { return "fonts-noto-core" }
    switch scalar.value {
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFF00...0xFFEF, 0x20000...0x3FFFF:
      return "fonts-noto-cjk"
    case _ where scalar.properties.isEmojiPresentation: return "fonts-noto-color-emoji"
    default: return "fonts-noto-core"
    }
  }
}
