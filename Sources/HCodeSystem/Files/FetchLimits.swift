/// How long a URL may take, and how much it may give.
package struct FetchLimits: Sendable {
  /// Seconds until there is a connection.
  package let connectSeconds: Int
  /// Seconds for all of it.
  package let seconds: Int
  /// The most bytes that are taken.
  package let bytes: Int

  /// A server that sends less than a kibibyte a second for so many seconds is left.
  static let slowSeconds = 20

  /// Limits from their parts.
  package init(connectSeconds: Int = 20, seconds: Int = 120, bytes: Int) {
    self.connectSeconds = connectSeconds
    self.seconds = seconds
    self.bytes = bytes
  }
}
