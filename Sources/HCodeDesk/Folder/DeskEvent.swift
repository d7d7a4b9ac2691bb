package import HCodeBase
package import HCodeCore

/// What a publish did, or what a person has to do.
package enum DeskEvent: Equatable, Sendable {
  /// A status list was signed: its file, how many codes have each status, until when it decides.
  case statusList(String, [CodeStatus: Int], until: Timestamp)
  /// A checkpoint was signed.
  case log(entries: UInt64, new: UInt64)
  /// A trust list was published.
  case trustList(String, version: UInt64, until: Timestamp)
  /// A bundle was signed.
  case bundle(String, bytes: Int, until: Timestamp)
  /// A trust list waits for root keys.
  case waitsForSignatures(
    version: UInt64, has: Int, needs: Int, file: String, published: Timestamp?)
  /// A status list that the trust list names is not published from this machine, and is not in the bundle.
  case statusListMissing(String)
  /// A file could not be fetched where gates get it, so what they have is not known.
  case notFetched(String)
  /// Nothing was due.
  case nothingDue(next: Timestamp)
}
