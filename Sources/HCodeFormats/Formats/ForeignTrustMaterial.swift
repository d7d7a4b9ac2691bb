package import HCodeBase
import HCodeCore
internal import Synchronization

/// A file of trust material, read.
package struct ForeignTrustMaterial: Sendable {
  /// One thing to be found under a name.
  package struct Entry: Sendable {
    package let name: ForeignKeyName
    package let content: CBORValue
    /// Whether people count it: not what only says something about the others.
    package var isCounted = true
  }

  /// Which part of what the format needs it is: empty for its keys, a word for others, such as a revocation list.
  package var part = ""
  /// Whether files of this part add up, for none takes back what another says: each is held under a name of its own then.
  package var isAdditive = false
  /// When it was made, if the file says so under a signature that holds.
  package var issued: Timestamp?
  /// When it says that it was made, under no signature of its own: counts when a signature beside it holds.
  package var claimedTime: Timestamp?
  /// Its own end, if it has one.
  package var expires: Timestamp?
  /// Who signed it, where that is in the file.
  package var signature: ListSignature?
  /// What can be looked up.
  package var entries: [Entry]
  /// What was left out, and why, for people.
  package var leftOut: [String] = []
  /// What is odd and was taken all the same, and what vouches for the file and was not looked at, for people.
  package var noted: [String] = []
  /// How many of what it holds, in a plural with an s, for people; empty when the entries say enough.
  package var counts: [(what: String, number: Int)] = []
}
