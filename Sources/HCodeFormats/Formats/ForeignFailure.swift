package import HCodeBase

/// Why a certificate is not found to be genuine.
package enum ForeignFailure: Error, Sendable {
  /// It is not authentic, or breaks its format.
  case forged(MalformedCode)
  /// The scanner lacks something.
  case undecided(VerdictReason, detail: String)
}

extension ForeignFailure {
  static func forged(_ reason: VerdictReason, _ detail: String) -> ForeignFailure {
    .forged(MalformedCode(reason, detail))
  }

  /// Does something whose refusals make a forgery.
  static func malformed<Value>(
    _ body: () throws(MalformedCode) -> Value
  ) throws(ForeignFailure) -> Value {
    do { return try body() } catch { throw .forged(error) }
  }
}
