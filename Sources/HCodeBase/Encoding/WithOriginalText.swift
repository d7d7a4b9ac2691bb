/// A value with the text that a person wrote for it, so that a program which edits the file leaves that text unchanged.
package struct WithOriginalText<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What was written.
  package let text: String
  /// What it means.
  package let value: Value
}

extension WithOriginalText<Timestamp> {
  /// Makes the text of a time that nobody wrote.
  package init(_ time: Timestamp) {
    text = time.rfc3339
    value = time
  }

  /// Reads a time that somebody wrote. Nil for anything else.
  package init?(rfc3339 text: String) {
    guard let value = Timestamp(rfc3339: text) else { return nil }
    self.text = text
    self.value = value
  }
}

extension WithOriginalText<Int64> {
  /// Reads a length of time that somebody wrote, in seconds. Nil for anything else.
  package init?(duration text: String) {
    guard let value = DurationText.seconds(of: text) else { return nil }
    self.text = text
    self.value = value
  }
}

extension WithOriginalText<UInt64> {
  /// Reads the greatest age of evidence, `72h` or `any`, in minutes, 0 for any. Nil for anything else.
  package init?(age text: String) {
    if text == "any" {
      self.text = text
      value = 0
      return
    }
    guard let seconds = DurationText.seconds(of: text) else { return nil }
    self.text = text
    value = UInt64(seconds / 60)
  }
}
