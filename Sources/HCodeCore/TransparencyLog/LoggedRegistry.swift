package import HCodeBase

/// What a log says of one registry, that of a code key: how many codes, and that its records were destroyed.
package struct LoggedRegistry: Sendable {
  /// That records were destroyed, by the issuer's own word.
  package struct Claim: Hashable, Sendable {
    /// How many records of codes.
    package let records: UInt64
    /// Their codes ended before it.
    package let before: Timestamp
    /// Whether they had not all ended when it was made, by the entry itself.
    package let isWhileValid: Bool
    /// When, by the entry's own time or the checkpoints', whichever is earlier.
    package let time: Timestamp
  }

  /// Why a registry does not count as destroyed.
  package enum Lack: Equatable, Sendable {
    case noClaim
    /// The claim was made before the issuer's end: what came after it is not in it.
    case beforeEnd(Timestamp)
    /// It claims fewer records than codes had been logged.
    case tooFew(records: UInt64, logged: Int)
    /// Codes were logged after it.
    case issuedAfter(Int)
    /// Codes had not ended, by the entry itself.
    case whileValid
    /// It says that all codes had ended, and by the log one of them ends later.
    case beforeCode(Timestamp)

    /// The word in JSON.
    package var word: String {
      switch self {
      case .noClaim: "no-claim"
      case .beforeEnd: "before-end"
      case .tooFew: "too-few"
      case .issuedAfter: "issued-after"
      case .whileValid: "while-valid"
      case .beforeCode: "before-code"
      }
    }
  }

  /// Codes that were issued yellow or red.
  private var codes = 0
  /// When the last of them ends.
  private var lastEnd: Timestamp?
  /// The claims, in the order of the log, and how many codes stood before each.
  private var claimed: [(claim: Claim, codes: Int)] = []
  private var said: Set<[Int64]> = []

  init() {}

  /// The claims, in the order of the log.
  package var claims: [Claim] { claimed.map(\.claim) }

  mutating func addCode(until end: Timestamp) {
    codes += 1
    lastEnd = max(lastEnd ?? end, end)
  }

  /// Adds a claim; false when it is there already.
  mutating func add(_ claim: Claim) -> Bool {
    // When it was made is no difference: what is written again later is a repeat.
    let isNew = said.insert([Int64(clamping: claim.records), claim.before.seconds]).inserted
    if isNew { claimed.append((claim, codes)) }
    return isNew
  }

  private func lackOfEnds(_ claim: Claim) -> Lack? {
    lastEnd.flatMap { claim.before < $0 ? .beforeCode($0) : nil }
  }

  /// Why it does not count as destroyed, for an issuer that ended then; nil when it does.
  func lack(endedAt sunset: Timestamp) -> Lack? {
    var last: Lack? = .noClaim
    for (claim, before) in claimed {
      last =
        claim.time < sunset
        ? .beforeEnd(claim.time)
        : claim.records < UInt64(before)
          ? .tooFew(records: claim.records, logged: before)
          : codes > before
            ? .issuedAfter(codes - before)
            : claim.isWhileValid ? .whileValid : lackOfEnds(claim)
      if last == nil { return nil }
    }
    return last
  }
}
