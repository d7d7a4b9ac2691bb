import HCodeBase
import HCodeCore
import HCodeDesk

/// What is said about a desk.
enum DeskFact {
  /// Who signs as the second officer.
  enum SecondOfficer: CaseIterable {
    case none
    case listed
    /// Both officers' keys are in this folder.
    case rehearsal
    /// This machine has a second officer's key and no code key.
    case alone
    /// It has neither.
    case nobody
  }

  /// What a line begins with.
  enum Label: CaseIterable {
    case can
    case serve
    case gates
    case fingerprint
    case keys
    case published
    case waiting
    case toDo
  }

  /// The passphrases that are asked for when a desk is made.
  enum Passphrase: CaseIterable {
    case root
    case code
    case officer
  }

  case passphrase(Passphrase)
  /// The same once more.
  case again
  case made(folder: String)
  case found(folder: String)
  case label(Label)
  case can(SecondOfficer)
  case serve(folder: String, url: String?)
  case tellFingerprint(String)
  case moveRoot(file: String)
  case addOfficer
  case publishAlways
  case firstListWaits(file: String)
  /// What a key is for.
  case role(DeskRole?)
  /// Whether a key's secret is here, and its end.
  case secret(isHere: Bool, until: Timestamp)
  case lastList(version: UInt64, until: Timestamp, now: Timestamp)
  case neverPublished
  case entriesWait(Int64)
  case event(DeskEvent)
  /// After a red, or a change that takes two: what the second officer types.
  case nextApprove(file: String)
  /// After a change: gates learn of it once it is published.
  case nextPublish
  /// After an answer on a machine without the registry.
  case nextFinish(file: String, options: String)
  /// After a key was made: what the publisher types.
  case nextAdd(file: String)
  /// Before the rights that a counter's account needs on the server.
  case rights
  /// Before a key is listed.
  case compare
  /// A key was taken out: until when it counts; nil for not any more.
  case removed(until: Timestamp?)
  /// What single files may hold that a desk needs.
  enum Adopted: CaseIterable {
    case secretKey
    case registry
    case log
  }

  case backedUp(files: Int)
  /// What was found of single files: where, or nil for missing.
  case adopted(Adopted, String?)
  /// How many signed lists were found.
  case adoptedLists(Int)
  /// No key signs bundles.
  case adoptBundleKey
  case adoptQuestion(folder: String)
  /// What a restore did, and what is lost.
  case restored(RestoreEvent)
  /// The day from which on nothing counts was set.
  case ends(IssuerIdentifier, Timestamp)
  /// After that: when everything is to be destroyed.
  case nextDestroy(after: Timestamp)
  /// What identifies people was destroyed in the registry of that key.
  case destroyed(String, records: UInt64)
  /// Secret keys were overwritten.
  case erased(keys: Int)
  /// After everything: what is left to do.
  case nextServe
  /// What was looked at, and what was found.
  case check(DeskCheck.Name)
  case finding(DeskCheck.Finding)
  /// A status list that is published: its file, and from when until when it decides.
  case statusList(String, issued: Timestamp, until: Timestamp, now: Timestamp)
  /// A change that a kill had interrupted.
  case settled(DeskChange.Settled)
  /// A neighbour, for the first time and later.
  case recognised
  case recognisedAgain
  /// Codes that end with a stolen key: its name, the file that has them and how many; nil where the registry cannot be read.
  case reissue(String, (file: String, count: Int)?)
  /// Root keys change: who signs, and where.
  case rootsChange
  /// Root keys were lost: what to send to gates and to neighbours, without the fingerprint, which travels by telephone.
  case lostRoots(authority: String, bundle: String)
  /// Both officers' keys are in one folder.
  case rehearsalNote
}
