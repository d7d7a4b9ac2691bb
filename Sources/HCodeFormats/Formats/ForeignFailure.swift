package import HCodeBase

/// Why a certificate could not be shown to be genuine.
package enum ForeignFailure: Error, Sendable {
  /// It is not authentic, or breaks its format.
  case forged(MalformedCode)
  /// The scanner is missing something.
  case undecided(VerdictReason, detail: String)
}

extension ForeignFailure {
  static func forged(_ reason: VerdictReason, _ detail: String) -> ForeignFailure {
    .forged(MalformedCode(reason, detail))
  }

  /// The certificate is not signed by the key that it names.
  static var notSigned: ForeignFailure {
    .forged(.badSignature, "the signature is not that of the key")
  }

  /// Runs `body`; what it refuses is a forgery.
  static func malformed<Value>(
    _ body: () throws(MalformedCode) -> Value
  ) throws(ForeignFailure) -> Value {
    do { return try body() } catch { throw .forged(error) }
  }
}
