import HCodeCore

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
  enum Check: String {
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
    case rules
    case keys
    case libraries
    case libsodium
    case zbar
    case signatures
    case scanner
    case rasteriser = "rsvg-convert"
    case labels = "pango"
    case curl
    case webP = "dwebp"
    case heif = "heif-thumbnailer"
    case netpbm = "giftopnm"
    case pdf = "pdftoppm"
    case lockedMemory = "locked-memory"
  }

  let check: Check
  let state: State
  /// What was found, in English.
  let detail: String
  /// What to do next; empty when all is well.
  let hint: String

  static func ok(_ check: Check, _ detail: String) -> CheckResult {
    CheckResult(check: check, state: .ok, detail: detail, hint: "")
  }

  static func warning(_ check: Check, _ detail: String, hint: String) -> CheckResult {
    CheckResult(check: check, state: .warning, detail: detail, hint: hint)
  }

  static func fault(_ check: Check, _ detail: String, hint: String) -> CheckResult {
    CheckResult(check: check, state: .fault, detail: detail, hint: hint)
  }

  /// An error of the surroundings, as what it means for scans.
  static func fault(_ check: Check, _ failure: CommandFailure) -> CheckResult {
    fault(check, failure.message, hint: failure.hint ?? "mend it and run 'hcode doctor' again")
  }
}
