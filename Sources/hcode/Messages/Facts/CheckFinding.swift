import HCodeGate
import HCodeBase
import HCodeDesk
import HCodeFormats
import HCodeSystem
import HCodeTrust
import HCodeCore

/// What one check of `hcode doctor` came to. How each is said, and what to do about it, stands in the catalogues.
enum CheckFinding {
  // The clock.
  case time(Timestamp, ClockBounds)
  case timeOutsideCalendar
  case timeOutsideYears(Timestamp)
  case timeBefore(TimeEvidence.Bound, Timestamp, ClockBounds)
  case synchronised(milliseconds: Int)
  case notSynchronised
  case synchronisationUnknown

  // What is believed, and whether it is whole.
  case noPlaces
  case places([TrustPlaces.Used])
  /// The default folder of key files, which is no longer read, has some: the first, and how many more.
  case unreadKeyFiles([TrustPlaces.Used], first: String, others: Int)
  case unreadable(any ReportedError)
  case notWritable(places: Int)
  /// The first place, its mode, how many more there are, and the command that closes them.
  case writable(by: Writer, place: String, mode: String, others: Int, command: String)
  case objects(Int)
  case damagedObject(String, others: Int)
  case signedLists(Int)
  case unsignedList(String)
  case index(keys: Int)
  case otherIndex(String)

  // The lists.
  case lack(MissingTrust)
  case warning(FreshnessWarning)
  case trustList(TrustList, isPinned: Bool, at: Timestamp)
  case foreignList(ForeignSource, entries: Int, at: Timestamp)
  case statusList(StatusListURI, HeldStatusList, at: Timestamp)
  case rules(HeldRules, at: Timestamp)
  case noRules
  case ruleConcern(RuleConcern, in: String)
  /// When the lists were last fetched, and what came of it.
  case update(UpdateNote)

  // The program.
  case libraries([LinkedLibrary])
  case strongKeys
  case weakKeys(SelfTestFault)
  case zbar(DebianVersion)
  case oldZBar(DebianVersion)
  case unknownZBar
  case signaturesTested(milliseconds: Int)
  case scannerTested(milliseconds: Int)
  case selfTestFailed(SelfTestFault)

  // The machine.
  case fontsFound
  case fontsMissing(letters: String, package: String)
  case installed
  case notInstalled(Purpose, package: String)
  case readable(Pictures)
  case notReadable(Pictures, package: String)
  case confined
  case notConfinable(Confinement.Lack)
  case lockable(kibibytes: Int)
  case notLockable(kibibytes: Int, limit: UInt)

  /// Who may write where only the operator should.
  enum Writer {
    case anybody
    case group
  }

  /// What a program or library is for.
  enum Purpose: CaseIterable {
    case codes
    case cards
    case labels
    case fetching
  }

  /// The kinds of pictures that an optional program reads.
  enum Pictures: CaseIterable {
    case webP
    case heif
    case netpbm
    case pdf
  }
}
