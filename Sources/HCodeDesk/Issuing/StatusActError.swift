/// Why an act on codes that are out cannot be signed.
package enum StatusActError: Error, Equatable {
  /// Its members make no act: an order that cannot be shown, say.
  case notAnAct
  /// The codes were asked for too long ago, so that the entry would be dated wrongly.
  case askedTooLongAgo
  /// The request is dated ahead of the clock.
  case askedInFuture
  /// An act that was begun for the log of that name can be finished only with that log.
  case logMissing(String)
  /// This is the log of the first name, and the act was begun for the log of the other name; two logs of one name have other keys.
  case otherLog(String, wanted: String)
  /// The log is shorter than it was.
  case olderLog(size: UInt64, was: UInt64)
  /// The log has another entry of that number than the registry.
  case otherEntry(UInt64)
}
