import HCodeFormats
package import HCodeBase
import HCodeCore

/// Something that verdicts need and that is missing, or no longer counts.
package struct MissingTrust: Hashable, Sendable {
  /// What it is, in the words that programs rely on (docs/json.md).
  package enum Kind: String, Sendable, CaseIterable {
    /// The clock shows an earlier time than that of the newest signed file.
    case clock
    /// Nothing is pinned: every code is from an unknown issuer.
    case nothingPinned = "nothing-pinned"
    /// A trust list is past its end.
    case trustListEnded = "trust-list-ended"
    /// An authority is recognised, and no list of it that is signed by its recognised root keys is here.
    case trustListMissing = "trust-list-missing"
    /// A list names a status list that is not here.
    case statusListMissing = "status-list-missing"
    /// A status list is past its end.
    case statusListEnded = "status-list-ended"
    /// Trust material of another format is past its end.
    case foreignListEnded = "foreign-list-ended"
    /// Trust material of another format in which nothing can be used.
    case foreignListEmpty = "foreign-list-empty"
    /// A set of rules is past its end.
    case rulesEnded = "rules-ended"
    /// A key is past its end, and still listed.
    case keyEnded = "key-ended"
    /// A sunset has passed: what is under it is over for good.
    case sunsetPassed = "sunset-passed"

    /// Whether codes get no verdict because of it. A key or a sunset that ended is as intended.
    package var isGrave: Bool { self != .keyEnded && self != .sunsetPassed }
  }

  /// What it is.
  package let kind: Kind
  /// The authority, the status list's URI, or the key id; empty for the clock.
  package let subject: String
  /// When it ended, if it did.
  package let time: Timestamp?
}
