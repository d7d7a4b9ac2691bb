/// Why an act on codes that are out cannot be signed.
package enum StatusActError: Error, Equatable {
  /// Its members make no act: an order that cannot be shown, say.
  case notAnAct
  /// The codes were asked for too long ago, so that the entry would be dated wrongly.
  case askedTooLongAgo
  /// The request is dated ahead of the clock.
  case askedInFuture
}
