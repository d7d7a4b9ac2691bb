package import HCodeBase
import HCodeCore

/// What a restore did, and what is lost.
package enum RestoreEvent: Equatable, Sendable {
  /// The trust list that was believed.
  case trustList(version: UInt64, issued: Timestamp)
  /// `trust.json` was written again, from the list.
  case sourceMade
  /// `desk.json` was written again, with defaults.
  case settingsMade
  /// Nothing that is served at our URL could be read, and whether a list there is longer is not known.
  case notLookedAt(String)
  /// A folder of what was published that does not verify, and that something else was taken instead.
  case notVerified(String)
  /// Where a registry outside the desk is kept that nobody can read.
  case unreadableRegistry(String)
  /// Neighbours whose lists are carried again: the URLs of their bundles, as their own lists suggest them.
  case neighbours([String])
  /// A neighbour whose list is carried, and whose bundle's URL is not known.
  case neighbourUnknown(String)
  /// A registry goes on at that index, or not at all; how many codes it took over from the list, and how many stay worse than there.
  case registry(String, from: UInt32?, isNew: Bool, worse: Int, kept: Int)
  /// No list of that key's codes was published that could be read.
  case noStatusList(String)
  /// How many entries the log has.
  case log(entries: UInt64)
  case logLost
  /// Changes that stand in the log and neither in a list nor in the registry: of which codes is not known.
  case unknownChanges(String, Int)
  /// No secret key for this is here.
  case secretLost(DeskRole)
  /// Nothing is known of changes after that time.
  case unknownAfter(Timestamp)
  /// Nothing was ever published, or nothing of it could be looked at.
  case unknownAtAll
  /// Where the desk is that was here before.
  case oldDesk(String)
}
