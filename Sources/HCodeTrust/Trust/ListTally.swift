package import HCodeBase
package import HCodeCore

/// What has to be known of a status list to settle it when the log arrives: time of issue, log size, how many codes it changes.
package struct ListTally: Hashable, Sendable {
  let issued: Timestamp
  /// Nil where the list names none, or a smaller one than its predecessor.
  let logSize: UInt64?
  /// How many codes have each value, in the order of `CodeStatus.changes`.
  let counts: [UInt64]

  /// Lists that wait for the log, at most.
  static let maximumOpen = 64

  /// What is counted of a list; `held` is its predecessor.
  package init(_ list: StatusList, _ scope: StatusListScope, after held: ListTally?) {
    issued = scope.issued
    let isShrunk = held?.logSize.map { ($0 > scope.logSize ?? 0) } ?? false
    logSize = isShrunk ? nil : scope.logSize
    let counts = list.counts
    self.counts = CodeStatus.changes.map { UInt64(counts[$0] ?? 0) }
  }

  /// Applies the rules of docs/log.md §7, in their order. `log` is what is stored of the log.
  package func account(
    by log: LogFacts?, _ acts: [(index: UInt64, act: LogAct)]
  ) -> ListAccount {
    guard let logSize else { return .unaccounted([]) }
    guard let log else { return .open }
    guard log.size >= logSize else {
      return log.time > issued.advanced(bySeconds: Timestamp.clockTolerance)
        ? .unaccounted([]) : .open
    }
    // What stands before the entry at which the stored log begins may answer for any of them.
    guard log.base == nil else { return .open }
    var shortfalls: [ListAccount.Shortfall] = []
    for (value, changed) in zip(CodeStatus.changes, counts) {
      var answered: UInt64 = 0
      var ended: UInt64 = 0
      for (index, act) in acts where index < logSize {
        if act.kind == value.act, let until = act.until, until > issued { answered += act.count }
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

  var cbor: CBORValue {
    .array(
      [.integer(issued.seconds)] + counts.map { .unsigned($0) }
        + (logSize.map { [.unsigned($0)] } ?? []))
  }

  init?(_ value: CBORValue) {
    guard case .array(let parts) = value, (4...5).contains(parts.count),
      let issued = parts[0].integer.flatMap({ Timestamp(seconds: $0) })
    else { return nil }
    let numbers = parts.dropFirst().compactMap { part -> UInt64? in
      if case .unsigned(let number) = part { number } else { nil }
    }
    guard numbers.count == parts.count - 1 else { return nil }
    self.issued = issued
    counts = Array(numbers.prefix(3))
    logSize = numbers.count == 4 ? numbers[3] : nil
  }
}
