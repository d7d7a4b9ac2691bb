/// What a hand-held scanner sent.
package enum ScannerInput {
  case bytes([UInt8])
  /// Nothing for so long that what was sent is a whole text, whose end the scanner does not send.
  case pause
  /// The scanner was pulled out; half a text is none.
  case interruption
  case end
  /// A signal asked to stop; half a text is none.
  case stopped
}
