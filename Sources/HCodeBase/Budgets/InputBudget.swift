/// What one input from a stranger may cost: a picture, a text, a list, a frame of a stream. This is the only place where that is said.
///
/// A reader asks before it spends. Where a budget ends, the reason is `too-expensive`: a picture is undecided, a text is malformed.
package enum InputBudget {
  /// Seconds of processor time, those of the programs that convert a picture included.
  package static let cpuSeconds = 5
  /// Of these, what is kept from a search for the attempt that has begun, and for what comes behind.
  package static let attemptMilliseconds = 1500
  /// Bytes of memory. A program that converts a picture counts its own, with the same limit.
  package static let memoryBytes = 256 << 20
  /// Values that a parser builds of one text: JSON values, CBOR items.
  package static let nodes = 100_000
  /// The same of a list, a set of rules, or another file that an operator imports.
  package static let listNodes = 500_000
  /// Keys or certificates in one such list: to read one takes up to 0.3 ms.
  package static let listKeys = 10_000
  /// Entries of one such list that stand under one name. A scan looks at all of them.
  package static let namesakes = 256
  /// Bytes of a member's name or a key's name.
  package static let nameBytes = 256
  /// Combining marks in a row in a text (UAX #15, Stream-Safe Text Format).
  package static let marks = 30
  /// Bytes of one text: what is in a code, or a certificate in JSON that its holder keeps.
  package static let textBytes = 1 << 20
}
