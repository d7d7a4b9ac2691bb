/// A value with the text that a person wrote for it: a program that changes the file beside it leaves it as it was.
package struct WithOriginalText<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What was written.
  package let text: String
  /// What it means.
  package let value: Value
}

extension WithOriginalText<Timestamp> {
  /// The time as it is spelled when nobody spelled it.
  package init(_ time: Timestamp) {
    text = time.rfc3339
    value = time
  }

  /// A time somebody wrote; nil when it is none.
  package init?(rfc3339 text: String) {
    guard let value = Timestamp(rfc3339: text) else { return nil }
    self.text = text
    self.value = value
  }
}

extension WithOriginalText<Int64> {
  /// A length of time somebody wrote, in seconds; nil when it is none.
  package init?(duration text: String) {
    guard let value = DurationText.seconds(of: text) else { return nil }
    self.text = text
    self.value = value
  }
}

extension WithOriginalText<UInt64> {
  /// The greatest age of evidence, `72h` or `any`, in minutes, 0 for any; nil when it is none.
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
