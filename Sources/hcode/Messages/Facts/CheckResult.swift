/// What `hcode doctor` found out about one thing.
struct CheckResult {
  /// How it stands; the words are a promise (docs/json.md).
  enum State: String {
    case ok
    /// Scans get their verdicts; something should be mended all the same.
    case warning
    /// Scans would be undecided, or could be wrong.
    case fault
  }

  /// What was looked at; the words are a promise (docs/json.md).
  enum Check: String, CaseIterable {
    case clock
    case clockSync = "clock-sync"
    case trustPlaces = "trust-places"
    case trustReadable = "trust-readable"
    case trustPermissions = "trust-permissions"
    case storeObjects = "store-objects"
    case storeSignatures = "store-signatures"
    case storeIndex = "store-index"
    case trustList = "trust-list"
    case statusList = "status-list"
    case update
    case rules
    case keys
    case libraries
    case libsodium
    case zbar
    case signatures
    case scanner
    case libqrencode
    case rasteriser = "rsvg-convert"
    case labels = "pango"
    case fonts
    case curl
    case webP = "dwebp"
    case heif = "heif-thumbnailer"
    case netpbm = "giftopnm"
    case pdf = "pdftoppm"
    case confinement
    case lockedMemory = "locked-memory"
  }

  let check: Check
  let state: State
  let finding: CheckFinding

  static func ok(_ check: Check, _ finding: CheckFinding) -> CheckResult {
    CheckResult(check: check, state: .ok, finding: finding)
  }

  static func warning(_ check: Check, _ finding: CheckFinding) -> CheckResult {
    CheckResult(check: check, state: .warning, finding: finding)
  }

  static func fault(_ check: Check, _ finding: CheckFinding) -> CheckResult {
    CheckResult(check: check, state: .fault, finding: finding)
  }
}
