import HCodeBase
package import HCodeCore

/// What has to be known of a status list to settle it when the log arrives: time of issue, log size, how many codes it changes.
package struct ListTally: Hashable, Sendable {
  let issued: Timestamp
  /// The largest log size that the list or one before it names; nil where none did.
  package let logSize: UInt64?
  /// Whether the list names none, or a smaller one than a list before it.
  let isShrunk: Bool
  /// How many codes have each value, in the order of `CodeStatus.changes`.
  let counts: [UInt64]

  /// Lists that wait for the log, at most.
  static let maximumOpen = 64

  /// The tallies that are kept when another list comes: the one that the log settled last, which decides until the next, and the newest.
  static func waiting(_ tallies: [ListTally], settled account: ListAccount?) -> [ListTally] {
    guard tallies.count > maximumOpen, account != .open else {
      return tallies.suffix(maximumOpen)
    }
    return tallies.prefix(1) + tallies.suffix(maximumOpen - 1)
  }

  /// What is counted of a list; `held` is its predecessor.
  package init(_ list: StatusList, _ scope: StatusListScope, after held: ListTally?) {
    issued = scope.issued
    isShrunk = scope.logSize.map { $0 < held?.logSize ?? 0 } ?? true
    logSize = [held?.logSize, scope.logSize].compactMap { $0 }.max()
    let counts = list.counts
    self.counts = CodeStatus.changes.map { UInt64(counts[$0] ?? 0) }
  }

  /// Applies the rules of docs/log.md §7, in their order. `log` is what is stored of the log.
  package func account(
    by log: LogFacts?, _ acts: [(index: UInt64, act: LogAct)]
  ) -> ListAccount {
    guard let logSize, !isShrunk else { return .unaccounted([]) }
    guard let log else { return .open }
    guard log.size >= logSize else {
      return log.time > issued.advanced(bySeconds: Timestamp.clockTolerance)
        ? .unaccounted([]) : .open
    }
    // What stands before the entry at which the stored log begins may answer for any of them.
    guard log.base == nil else { return .open }
    // An act counts once, however often its entry was appended, and from its own time on: dated ahead it would answer for longer than
    // an act may. Of two acts of one kind on the same codes the first adds, and both take away.
    let latest = issued.advanced(bySeconds: Timestamp.clockTolerance)
    var seen: Set<LogAct> = []
    let acts = acts.filter { $0.index < logSize && $0.act.time <= latest }.map(\.act)
      .filter { seen.insert($0).inserted }
    var counted: Set<CountedCodes> = []
    let adding = acts.filter { counted.insert(CountedCodes($0.kind, $0.commitment)).inserted }
    var shortfalls: [ListAccount.Shortfall] = []
    for (value, changed) in zip(CodeStatus.changes, counts) {
      var answered: UInt64 = 0
      var ended: UInt64 = 0
      for act in adding where act.kind == value.act {
        if let until = act.until, until > issued { answered += act.count }
      }
      for act in acts {
        for part in act.ended where part.value == value && part.until > issued {
          ended += part.count
        }
      }
      answered = answered > ended ? answered - ended : 0
      if changed > answered {
        shortfalls.append(
          ListAccount.Shortfall(value: value, changed: changed, answered: answered))
      }
    }
    return shortfalls.isEmpty ? .accounted : .unaccounted(shortfalls)
  }

  /// What an act was done to, and what.
  private struct CountedCodes: Hashable {
    let kind: LogAct.Kind
    let commitment: Digest?

    init(_ kind: LogAct.Kind, _ commitment: Digest?) {
      self.kind = kind
      self.commitment = commitment
    }
  }

  var cbor: CBORValue {
    .array(
      [.integer(issued.seconds)] + counts.map { .unsigned($0) }
        + (logSize.map { [.unsigned($0)] } ?? [])
        + (logSize != nil && isShrunk ? [.unsigned(1)] : []))
  }

  init?(_ value: CBORValue) {
    guard case .array(let parts) = value, (4...6).contains(parts.count),
      let issued = parts[0].integer.flatMap({ Timestamp(seconds: $0) })
    else { return nil }
    let numbers = parts.dropFirst().compactMap { part -> UInt64? in
      if case .unsigned(let number) = part { number } else { nil }
    }
    guard numbers.count == parts.count - 1 else { return nil }
    self.issued = issued
    counts = Array(numbers.prefix(3))
    logSize = numbers.count > 3 ? numbers[3] : nil
    isShrunk = numbers.count != 4
  }
}
