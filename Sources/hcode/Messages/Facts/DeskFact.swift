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
  /// Before a key is listed.
  case compare
  /// A key was taken out: until when it counts; nil for not any more.
  case removed(until: Timestamp?)
  case backedUp(files: Int)
  /// What was looked at, and what was found.
  case check(DeskCheck.Name)
  case finding(DeskCheck.Finding)
  /// Both officers' keys are in one folder.
  case rehearsalNote
}
