import HCodeBase

/// What a log says of each commitment. A checkpoint is content with any one of the entries of a commitment, so that none of them
/// may hide another: entries that are equal but for their time are one, and any others stand beside each other.
package struct LoggedCommitments: Sendable {
  /// What many entries say alike.
  struct Wording: Hashable, Sendable {
    let kind: LogAct.Kind
    let issuer: IssuerIdentifier
    let keyIdentifier: KeyIdentifier
    /// The first officer, by pseudonym and key.
    let officer: LogOfficer
    let hasSecondOfficer: Bool
    let status: HealthStatus?
    /// Nil where it is hidden in the leaf.
    let reason: ActReason?
    let order: ExactText?
    /// How many codes.
    let count: Int

    fileprivate init(_ entry: SignedAct) {
      let act = entry.act
      kind = act.kind
      issuer = act.issuer
      keyIdentifier = act.keyIdentifier
      officer = LogOfficer(name: act.officer, keyIdentifier: entry.firstKey)
      hasSecondOfficer = entry.secondKey != nil
      status = act.status
      reason = act.grounds?.reason
      order = act.grounds.map { ExactText($0.order) }
      count = Int(clamping: act.count)
    }
  }

  /// What an entry says, but for when. The wording is a number: an audit keeps a million of these.
  private struct Statement: Hashable {
    var wording: UInt32
    var until: Int64
  }

  private struct First {
    var statement: Statement
    var time: Timestamp
  }

  private var numbers: [Wording: UInt32] = [:]
  private var wordings: [Wording] = []
  private var first: [Digest: First] = [:]
  /// What else is said of a commitment, and when first. Of an honest log nothing.
  private var others: [Digest: [Statement: Timestamp]] = [:]
  /// How many entries said what one before them had said.
  package private(set) var repeated = 0

  /// Nothing read yet.
  package init() {}

  /// How many entries of an issuer say a time at which they cannot have been made, by the time that counts.
  private(set) var misdated: [IssuerIdentifier: [Timestamp: Int]] = [:]
  /// How many entries of an issuer no known key of it signed, by the time that counts.
  private(set) var unsigned: [IssuerIdentifier: [Timestamp: Int]] = [:]
  /// What is said of each registry, by issuer and code key. Entries that are not signed say nothing.
  private(set) var registries: [IssuerIdentifier: [KeyIdentifier: LoggedRegistry]] = [:]

  /// Takes an entry in, with when it was made. `isSigned` is false when its signatures do not hold by known keys of the issuer.
  package mutating func add(_ entry: SignedAct, on date: LogDates.Date, isSigned: Bool = true) {
    let (time, act) = (date.time, entry.act)
    if date.isMisdated { misdated[act.issuer, default: [:]][time, default: 0] += 1 }
    if !isSigned { unsigned[act.issuer, default: [:]][time, default: 0] += 1 }
    guard let commitment = act.commitment else {
      if isSigned, let before = act.before {
        let claim = LoggedRegistry.Claim(
          records: act.count, before: before, isWhileValid: before > act.time,
          time: min(time, act.time))
        if !registries[act.issuer, default: [:]][act.keyIdentifier, default: LoggedRegistry()]
          .add(claim)
        {
          repeated += 1
        }
      }
      return
    }
    let statement = Statement(
      wording: number(of: Wording(entry)), until: act.until?.seconds ?? 0)
    guard let known = first[commitment] else {
      first[commitment] = First(statement: statement, time: time)
      if isSigned, act.kind == .issued {
        registries[act.issuer, default: [:]][act.keyIdentifier, default: LoggedRegistry()].addCode(
          until: act.until ?? time)
      }
      return
    }
    guard known.statement != statement, others[commitment]?[statement] == nil else {
      repeated += 1
      return
    }
    others[commitment, default: [:]][statement] = time
  }

  private mutating func number(of wording: Wording) -> UInt32 {
    if let number = numbers[wording] { return number }
    let number = UInt32(wordings.count)
    numbers[wording] = number
    wordings.append(wording)
    return number
  }

  /// Calls with what is said of each commitment, in no order: once, or more often where entries contradict each other.
  func forEach(_ body: ([(wording: Wording, time: Timestamp)]) -> Void) {
    for (commitment, first) in first {
      var said = [(wording: wordings[Int(first.statement.wording)], time: first.time)]
      for (statement, time) in others[commitment] ?? [:] {
        said.append((wordings[Int(statement.wording)], time))
      }
      body(said)
    }
  }
}
