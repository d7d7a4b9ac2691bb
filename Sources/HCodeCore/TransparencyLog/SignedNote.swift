import HCodeBase

/// A text with signatures below it (C2SP signed-note), as it was received: nothing is believed.
package struct SignedNote: Hashable, Sendable {
  /// A line that claims to be a signature.
  package struct Signature: Hashable, Sendable {
    /// Under which name.
    package let name: NoteName
    /// The key's 4 bytes.
    package let keyIdentifier: [UInt8]
    /// What follows them.
    package let bytes: [UInt8]
  }

  /// The text, its last newline included.
  package let text: String
  /// The signatures, in their order.
  package private(set) var signatures: [Signature]

  /// The most that is read of a note.
  package static let maximumBytes = 64 << 10
  /// The most signatures that are looked at; a note with more is refused.
  package static let maximumSignatures = 64

  /// A text that nobody has signed; nil when it does not end with a newline, or holds another control character.
  package init?(text: String) {
    guard text.hasSuffix("\n"), Self.isPlain(text) else { return nil }
    self.text = text
    signatures = []
  }

  /// Reads a note; nil for what is none.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.maximumBytes, let all = String(validating: bytes, as: UTF8.self),
      Self.isPlain(all), bytes.last == 0x0A,
      let split = Self.split(bytes)
    else { return nil }
    text = String(decoding: bytes[..<split], as: UTF8.self)
    signatures = []
    let lines = bytes[(split + 1)...].dropLast()
      .split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= Self.maximumSignatures else { return nil }
    for line in lines {
      guard let signature = Signature(line: String(decoding: line, as: UTF8.self)) else {
        return nil
      }
      signatures.append(signature)
    }
  }

  /// Where the last empty line is: the offset of its newline.
  private static func split(_ bytes: [UInt8]) -> Int? {
    var index = bytes.count - 2
    while index > 0 {
      if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index }
      index -= 1
    }
    return nil
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
  }

  /// The note as bytes.
  package var bytes: [UInt8] {
    Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
  }

  /// The signatures under that key's name and id.
  func signatures(of key: NoteKey) -> [[UInt8]] {
    let identifier = key.identifier
    return signatures.filter { $0.name == key.name && $0.keyIdentifier == identifier }.map(\.bytes)
  }

  /// Adds a signature, in the place of those that the same key has there.
  mutating func add(_ bytes: [UInt8], of key: NoteKey) {
    let identifier = key.identifier
    signatures.removeAll { $0.name == key.name && $0.keyIdentifier == identifier }
    signatures.append(Signature(name: key.name, keyIdentifier: identifier, bytes: bytes))
  }

  /// Whether the key signed the text: at least one signature of it, and none that does not hold. Only for `.note` keys.
  package func isSigned(by key: NoteKey) -> Bool {
    let found = signatures(of: key)
    return key.kind == .note && !found.isEmpty
      && found.allSatisfy {
        key.publicKey.verifies(signature: $0, message: Array(text.utf8))
      }
  }
}

extension SignedNote.Signature {
  /// Em dash, space, name, space, base64.
  fileprivate init?(line: String) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "\u{2014}", let name = NoteName(String(parts[1])),
      let bytes = Base64.decode(String(parts[2])), bytes.count > 4
    else { return nil }
    self.name = name
    keyIdentifier = Array(bytes[..<4])
    self.bytes = Array(bytes[4...])
  }

  fileprivate var line: String {
    "\u{2014} " + name.description + " " + Base64.encode(keyIdentifier + bytes)
  }
}
