/// The part of a message that one of several QR symbols has (structured append, ISO/IEC 18004).
package struct SymbolPart: Hashable, Sendable {
  /// What the symbols of one message have in common.
  package struct Message: Hashable, Sendable {
    /// How many parts it has, up to 16.
    package let count: Int
    /// All bytes of the message, combined by exclusive or.
    package let parity: UInt8

    package init(count: Int, parity: UInt8) {
      self.count = count
      self.parity = parity
    }
  }

  /// The part's number, from 1.
  package let number: Int
  package let message: Message

  /// Nil for numbers that no symbol has.
  package init?(number: Int, of count: Int, parity: UInt8) {
    guard (1...16).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    message = Message(count: count, parity: parity)
  }
}
