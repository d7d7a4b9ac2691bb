import HCodeBase

extension RecognisedText {
  /// Whether a text begins like a JSON object or array and has these quoted names of members anywhere. The format's decoder says what exactly
  /// is in it.
  static func isJSON(_ text: [UInt8], naming members: String...) -> Bool {
    guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else { return false }
    return members.allSatisfy { text[...].range(of: Array($0.utf8)) != nil }
  }
}
