import HCodeBase

/// What a log says of each commitment. A checkpoint is content with any one of the entries of a commitment, so that none of them
/// may hide another: entries that are equal but for their time are one, and any others stand beside each other.
package struct LoggedCommitments: Sendable {
  /// What many entries say alike.
  struct Wording: Hashable, Sendable {
    let act: LogEntry.Act
    let issuer: IssuerIdentifier
    let keyIdentifier: KeyIdentifier
    let officer: IssuerIdentifier
    let secondOfficer: IssuerIdentifier?
    let status: HealthStatus
    let reason: StatusReason?
    let authority: ExactText?

    fileprivate init(_ entry: LogEntry) {
      act = entry.act
      issuer = entry.issuer
      keyIdentifier = entry.keyIdentifier
      officer = entry.officer
      secondOfficer = entry.secondOfficer
      status = entry.status
      reason = entry.reason
      authority = entry.authority.map { ExactText($0) }
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

  /// Takes an entry in, with when it was made.
  package mutating func add(_ entry: LogEntry, on date: LogDates.Date) {
    let time = date.time
    if date.isMisdated { misdated[entry.issuer, default: [:]][time, default: 0] += 1 }
    let statement = Statement(
      wording: number(of: Wording(entry)), until: entry.until.seconds)
    guard let known = first[entry.commitment] else {
      first[entry.commitment] = First(statement: statement, time: time)
      return
    }
    guard known.statement != statement, others[entry.commitment]?[statement] == nil else {
      repeated += 1
      return
    }
    others[entry.commitment, default: [:]][statement] = time
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
