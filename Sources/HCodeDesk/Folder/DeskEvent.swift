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
    version: UInt64, has: Int, needs: Int, lacking: [String], file: String, published: Timestamp?)
  /// A status list that the trust list names is not published from this machine, and is not in the bundle.
  case statusListMissing(String)
  /// A file could not be fetched where gates get it, so what they have is not known.
  case notFetched(String)
  /// What is served where our log should be is not signed by its key.
  case foreignServed(String)
  /// A restored code key issues nothing until its longer list is where another restore would look; where that is.
  case rangeWaits(String, url: String?)
  /// Another log goes on with the entries of the one before: the name of its key, how many entries.
  case newLog(String, entries: UInt64)
  /// What a neighbour publishes was passed over; what was taken from it before is carried until its end.
  case neighbour(String, NeighbourFault)
  /// Nothing was due.
  case nothingDue(next: Timestamp)

  /// Why something of a neighbour was passed over.
  package enum NeighbourFault: Equatable, Sendable {
    case notFetched
    case refused(ImportRefusal.Name)
    /// Some of its files are older than those that were taken before.
    case older
    /// It does not fit beside the others.
    case tooLarge
  }

  /// Whether it says something of others' servers and nothing of what was done here.
  var isOfOthers: Bool {
    switch self {
    case .notFetched, .foreignServed, .neighbour: true
    case .statusList, .log, .trustList, .bundle, .waitsForSignatures, .statusListMissing, .newLog,
      .rangeWaits, .nothingDue:
      false
    }
  }
}
