/// How the texts of a format begin, and the characters that they consist of: what a keyboard's damage is corrected by.
package struct TypedForm: Sendable {
  package let prefix: [UInt8]
  /// Whether each three characters after the prefix stand for two bytes (RFC 9285).
  let hasBase45Groups: Bool
  private let isInAlphabet: [Bool]

  private init(_ prefix: String, _ alphabet: String, hasBase45Groups: Bool = false) {
    self.prefix = Array(prefix.utf8)
    self.hasBase45Groups = hasBase45Groups
    var table = [Bool](repeating: false, count: 256)
    for character in (prefix + alphabet).utf8 { table[Int(character)] = true }
    isInAlphabet = table
  }

  package func contains(_ character: UInt8) -> Bool { isInAlphabet[Int(character)] }

  /// Whether a text begins with the prefix and has no other characters than those of the format.
  func isWhole(_ text: [UInt8]) -> Bool {
    text.starts(with: prefix) && text.allSatisfy { contains($0) }
  }

  private static let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let digits = "0123456789"
  private static let base45 = digits + capitals + " $%*+-./:"

  /// Our own.
  package static let healthCode = TypedForm("HCODE1:", base45, hasBase45Groups: true)

  /// Every format that has a beginning of its own and no characters but those of a keyboard.
  package static let all = [
    healthCode,
    TypedForm("HC1:", base45, hasBase45Groups: true),
    TypedForm("shc:/", digits + "/"),
    TypedForm("NZCP:/", capitals + digits + "/"),
    TypedForm("NL2:", base45),
    TypedForm("NL3:", base45),
    TypedForm("eyJ", capitals + capitals.lowercased() + digits + "-_."),
    TypedForm("DC0", base45 + "\u{1D}\u{1E}\u{1F}"),
  ]
}
