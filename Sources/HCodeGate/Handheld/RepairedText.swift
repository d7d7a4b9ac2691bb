/// A text that a scanner may have typed, and what explains the text that arrived.
package struct RepairedText: Equatable, Sendable {
  /// The lock key that was on at the host.
  package enum Lock: String, CaseIterable, Sendable {
    /// No lock key.
    case none
    /// Caps Lock as X11 and most Windows layouts have it: letters only.
    case caps = "caps lock"
    /// Caps Lock as some Windows layouts have it (French, German): every key as if with Shift.
    case shift = "shift lock"
  }

  /// The text in the 45 characters, or as it arrived when ``isAsTyped``.
  package internal(set) var text: [UInt8]

  /// The xkb names of the host layouts that explain it equally well; empty for a US layout.
  package internal(set) var layouts: [String]

  /// The lock key that explains it.
  package let lock: Lock

  /// Whether an input method gave full-width or ideographic forms.
  package let isFullWidth: Bool

  /// Whether something stood around the text, or another text beside it, or its first characters were missing.
  package internal(set) var isFramed = false

  /// Whether the keyboard has Y and Z in the other order than the layout named.
  package internal(set) var hasYAndZExchanged = false

  /// What a keyboard made of it, and which of the texts in that it is; nil for a text of no keyboard.
  package internal(set) var origin: Origin?

  /// What was typed, and the number of the text in it.
  package struct Origin: Equatable, Sendable {
    let typed: [UInt8]
    let place: Int
  }

  /// Whether nothing was repaired.
  package let isAsTyped: Bool

  /// The explanation in a few words, such as `de`, `de or at, caps lock` or `full width`; empty when nothing was
  /// repaired.
  package var explanation: String {
    var words: [String] = []
    if !layouts.isEmpty { words.append(layouts.joined(separator: " or ")) }
    if hasYAndZExchanged { words.append("Y and Z exchanged") }
    if lock != .none { words.append(lock.rawValue) }
    if isFullWidth { words.append("full width") }
    return words.joined(separator: ", ")
  }

  /// The same explanation of another text.
  func holding(_ text: [UInt8]) -> RepairedText {
    var other = self
    other.text = text
    return other
  }

  /// The same explanation of a text that differs in Y and Z.
  func withYAndZExchanged(_ text: [UInt8]) -> RepairedText {
    var other = RepairedText(
      text: text, layouts: layouts, lock: lock, isFullWidth: isFullWidth, isAsTyped: false)
    other.hasYAndZExchanged = true
    return other
  }

  package static func framed(_ text: [UInt8]) -> RepairedText {
    var framed = RepairedText(
      text: text, layouts: [], lock: .none, isFullWidth: false, isAsTyped: false)
    framed.isFramed = true
    return framed
  }

  package static func asTyped(_ text: [UInt8]) -> RepairedText {
    RepairedText(text: text, layouts: [], lock: .none, isFullWidth: false, isAsTyped: true)
  }
}
