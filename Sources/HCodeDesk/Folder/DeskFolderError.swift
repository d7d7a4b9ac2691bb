package import HCodeBase
package import HCodeCore

/// Why a desk's folder cannot be used, or does not do what is asked.
package enum DeskFolderError: Error, Equatable {
  /// There is none: not by option, not by variable, not here.
  case none
  /// The folder has no `desk.json`.
  case noSettings
  /// There is something already where a desk is to be made.
  case exists
  case otherOwner
  case othersMayWrite(mode: UInt32)
  /// Something in `desk.json`.
  case settings(JSONMembers.Fault)
  /// `trust.json` is of another authority.
  case otherAuthority(IssuerIdentifier)
  /// No key with that use has its secret on this machine.
  case noSecret(DeskRole)
  /// A key that is none of this desk.
  case notAKey(String)
  /// The key is of another use.
  case otherRole(String, DeskRole?)
  /// The code is of none of the desk's keys.
  case unknownKey(KeyIdentifier)
  /// The code key has not been published yet.
  case notPublished(String)
  /// Another publish is at work.
  case busy
  /// Codes would be better in the new list, and nothing in the registry says why: how many, and one of them.
  case better(count: Int, index: UInt32, was: CodeStatus, is: CodeStatus, since: Timestamp)
  /// The list that signatures are given for is not the one that waits.
  case notTheListThatWaits(version: UInt64)
  case subjectRequired
  /// The registry of that key is not here, and its secret key is.
  case noRegistry(String)
  /// The registry is one of another issuer or key; the name of the key that it should be of.
  case otherRegistry(IssuerIdentifier, KeyIdentifier, wanted: String)
  /// The registry has given fewer indexes than this machine saw.
  case oldRegistry(given: UInt32, seen: UInt32)
  /// The log has a change under that number which the registry does not know.
  case registryWithoutAct(entry: UInt64)
  /// The published status list cannot be read, and the bundle does not have it.
  case unreadableList
  /// The file has no agreement of its key to be listed by this authority.
  case nothingOffered(IssuerIdentifier)
  /// What is served is a longer log than the one here.
  case oldLog(served: UInt64, here: UInt64)
  case nameTaken(String)
  case withdrawn(String)
  /// The fingerprint that was given is not the key's, which is this one.
  case otherFingerprint(String)
  /// The fingerprint was not compared.
  case notCompared(String)
  /// Everything was destroyed: nothing is issued or published any more.
  case closed
  /// The authority is over: nothing is issued any more.
  case over(since: Timestamp)
  /// An end that has come would be moved, of the authority or of one of its issuers.
  case undoesSunset(IssuerIdentifier, Timestamp)
  /// The end that is to be set has passed.
  case endIsPast(Timestamp)
  /// No end is set.
  case noEnd
  /// The end is not in the list that gates have.
  case endNotPublished(Timestamp)
  /// The end has not come.
  case notOver(Timestamp)
  /// Codes are valid: how many, and until when.
  case codesValid(count: UInt64, until: Timestamp)
  /// `state/closed` says that everything was destroyed, and it was not.
  case closedWrongly(DeskCheck.Contradiction)
  /// What is published does not say yet that everything was destroyed.
  case notPublishedYet
  /// No key of that use would be left.
  case lastKey(DeskRole)
  /// Several keys of that use could be meant: their names.
  case whichKey(DeskRole, [String])
  /// The note of a change that was begun cannot be read.
  case unreadableChange
  /// A desk cannot recognise its own authority.
  case ownAuthority
}
