package import HCodeBase

/// A format of somebody else's: how its text is read, and how the file is read that says whom to believe.
package protocol ForeignFormat: Sendable {
  /// Reads a text as far as the signature. Nothing in the result is believed. What is wrong is a forgery; only a version that is not
  /// known here is undecided.
  static func decode(_ text: [UInt8]) throws(ForeignFailure) -> any UnverifiedForeignCertificate

  /// Reads trust material. Pure: the same bytes give the same entries, so that a store can be compiled again from what it
  /// keeps. Keys that cannot be used are left out and named in `leftOut`, not an error of the whole.
  static func trustMaterial(_ file: [UInt8]) throws(ImportRefusal) -> ForeignTrustMaterial

  /// Reads trust material that does not say whose it is, such as a JWK set, as that issuer's.
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial
}

extension ForeignFormat {
  static func trustMaterial(
    _ file: [UInt8], of issuer: String
  ) throws(ImportRefusal) -> ForeignTrustMaterial {
    throw ImportRefusal(.malformedList, "this format's trust material names its issuers itself")
  }
}

/// A certificate of another format whose signature nobody has looked at.
package protocol UnverifiedForeignCertificate: Sendable {
  /// Looks its key up, checks the signature and reads what it vouches for.
  func verify(by trust: any ForeignTrust, at now: Timestamp) throws(ForeignFailure)
    -> GenuineForeignCertificate

  /// What it claims to state, for `hcode inspect`, which says on each line that it is not verified.
  func unverifiedStatement() throws(MalformedCode) -> ForeignStatement
}

/// A certificate whose signature holds, and why it may not be acceptable all the same.
package struct GenuineForeignCertificate: Sendable {
  /// What it states.
  package var statement: ForeignStatement
  /// The record of the key that signed it.
  package var record: ForeignRecord
  /// The name under which the key was found.
  package var keyName: ForeignKeyName
  /// `expired`, `not-yet-valid`, `revoked` and others of the family of refusals; none when it is acceptable.
  package var refusals: [VerdictReason] = []
  /// What the scanner lacks to say whether there is a refusal, such as a revocation list.
  package var lack: (reason: VerdictReason, detail: String)?
  /// The issuer's name, as the trust material has it.
  package var issuerName: String?
}

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
