/// Something in a log that an auditor should ask about (docs/log.md §8).
package struct LogFinding: Sendable {
  /// What it is, in the words that programs rely on.
  package enum Kind: String, Sendable {
    /// An office did far more on these days than usual.
    case burst
    /// An officer did far more on these days than usual, and than the colleagues.
    case officerBurst = "officer-burst"
    /// Entries whose own time lies where they cannot have been made.
    case misdated
    /// Checkpoints whose time lies before that of a smaller one.
    case clockWentBack = "clock-went-back"
    /// Changes of a status list that the log does not answer for.
    case unaccounted
    /// One order for implausibly many.
    case oneOrder = "one-order"
    /// Entries that no known key of their issuer signed.
    case unsigned
    /// Reds that no second officer answers for.
    case oneOfficer = "one-officer"
    /// Commitments of which entries say different things.
    case contradictingEntries = "contradicting-entries"
    /// Registries that are said to be destroyed more than once, with other numbers.
    case destroyedTwice = "destroyed-twice"
    /// An issuer that is over, and registries of it that nothing says are destroyed.
    case notDestroyed = "not-destroyed"
  }

  /// Days on which an office or an officer did far more than usual.
  package struct Burst: Sendable {
    /// The first and last day since 1970.
    package let days: ClosedRange<Int64>
    /// What there is most of, compared with what is usual; nil for all acts together.
    package let act: CountedAct?
    /// How many days the windows have in which it was counted.
    package let windowDays: Int
    /// What is usual in a window of that length.
    package let usual: Double
    /// Cases, confirmed or suspected, that the office logged in these days and the two weeks before.
    package let cases: Int
    /// What was done in these days.
    package let acts: [CountedAct: Int]
    /// Why.
    package let reasons: [ActReason?: Int]
    /// By which first officers.
    package let officers: [LogOfficer: Int]

    package init(
      days: ClosedRange<Int64>, act: CountedAct?, windowDays: Int, usual: Double, cases: Int,
      acts: [CountedAct: Int], reasons: [ActReason?: Int], officers: [LogOfficer: Int]
    ) {
      self.days = days
      self.act = act
      self.windowDays = windowDays
      self.usual = usual
      self.cases = cases
      self.acts = acts
      self.reasons = reasons
      self.officers = officers
    }
  }

  /// The most registries of which the report says why.
  package static let mostDetails = 16

  /// What it is.
  package let kind: Kind
  /// Whose; nil for what concerns the log.
  package let issuer: IssuerIdentifier?
  /// The officer, where one is asked about.
  package let officer: LogOfficer?
  /// How many acts, entries, commitments or checkpoints.
  package let count: Int
  /// The order.
  package let authority: String?
  /// The days and what is compared.
  package let burst: Burst?
  /// How many changes of which value a list has, and how many of them are answered for.
  package let shortfall: (value: CodeStatus, changed: UInt64)?
  /// The first time that went back: what it was before, and after.
  package let wentBack: LogDates.WentBack?
  /// The issuer that is over.
  package let ending: LogStatistics.Ending?

  package init(
    _ kind: Kind, _ issuer: IssuerIdentifier?, count: Int, officer: LogOfficer? = nil,
    authority: String? = nil, burst: Burst? = nil, wentBack: LogDates.WentBack? = nil,
    shortfall: (value: CodeStatus, changed: UInt64)? = nil, ending: LogStatistics.Ending? = nil
  ) {
    self.kind = kind
    self.issuer = issuer
    self.count = count
    self.officer = officer
    self.authority = authority
    self.burst = burst
    self.wentBack = wentBack
    self.ending = ending
    self.shortfall = shortfall
  }

  /// In which order an auditor reads them: bursts without a case first, then what makes dates doubtful, the largest first.
  var rank: Int {
    switch kind {
    case .burst, .officerBurst: burst?.cases == 0 ? 0 : 2
    case .misdated, .clockWentBack, .unsigned, .unaccounted, .notDestroyed: 1
    case .oneOrder, .oneOfficer, .contradictingEntries, .destroyedTwice: 3
    }
  }
}
