extension RecognisedText {
  /// Whether a text begins like a JSON object or array and has these quoted names of members anywhere. The format's decoder says what exactly
  /// is in it.
  static func isJSON(_ text: [UInt8], naming members: StaticString...) -> Bool {
    guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else { return false }
    return members.allSatisfy { member in
      member.withUTF8Buffer { name in text.firstRange(of: name) != nil }
    }
  }
}
