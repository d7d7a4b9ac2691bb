/// A two-dimensional symbol that is not a QR code of the usual form.
package enum OtherSymbol: String, Sendable, CaseIterable {
  /// EU certificates may stand in one.
  case aztec = "an Aztec code"
  /// 2D-DOC stands in one on paper.
  case dataMatrix = "a Data Matrix code"
  /// Too small for any certificate.
  case microQR = "a Micro QR code"
  /// Part 3 of 2: nobody can know what the rest says.
  case impossiblePart = "a QR code that says it is an impossible part of a message"
  /// No known format uses it.
  case rectangularQR = "an rMQR code"

  /// By the first letter of the engine's name for it.
  init?(initial: CChar) {
    switch UInt8(bitPattern: initial) {
    case UInt8(ascii: "A"): self = .aztec
    case UInt8(ascii: "D"): self = .dataMatrix
    case UInt8(ascii: "M"): self = .microQR
    case UInt8(ascii: "r"), UInt8(ascii: "R"): self = .rectangularQR
    default: return nil
    }
  }
}
