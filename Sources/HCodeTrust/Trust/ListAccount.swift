import HCodeBase
package import HCodeCore

/// Whether the changes in a status list are answered for in the log of its issuer (docs/log.md §7). A gate counts: which entry belongs to
/// which code only the office, the bearer and an auditor with all openings can tell.
package enum ListAccount: Hashable, Sendable {
  /// No more codes are changed than signed acts in the log answer for.
  case accounted
  /// The log here is too short to say. The last list that was settled decides.
  case open
  /// More codes are changed than are answered for, or the list names no log size or an impossible one.
  case unaccounted([Shortfall])

  /// The changes of one value that are not all answered for.
  package struct Shortfall: Hashable, Sendable {
    /// The value in the list.
    package let value: CodeStatus
    /// How many codes have it.
    package let changed: UInt64
    /// How many the log answers for.
    package let answered: UInt64
  }

  /// The shortfalls, where something is not answered for; nil otherwise.
  package var shortfalls: [Shortfall]? {
    if case .unaccounted(let shortfalls) = self { shortfalls } else { nil }
  }

  var cbor: CBORValue {
    switch self {
    case .accounted: .unsigned(0)
    case .open: .unsigned(1)
    case .unaccounted(let shortfalls):
      .array(
        shortfalls.map {
          .array([
            .unsigned(UInt64($0.value.rawValue)), .unsigned($0.changed), .unsigned($0.answered),
          ])
        })
    }
  }

  init?(_ value: CBORValue) {
    switch value {
    case .unsigned(0): self = .accounted
    case .unsigned(1): self = .open
    case .array(let parts):
      var shortfalls: [Shortfall] = []
      for part in parts {
        guard case .array(let numbers) = part, numbers.count == 3,
          let status = numbers[0].integer.flatMap({ UInt8(exactly: $0) })
            .flatMap({ CodeStatus(rawValue: $0) }),
          case .unsigned(let changed) = numbers[1], case .unsigned(let answered) = numbers[2]
        else { return nil }
        shortfalls.append(Shortfall(value: status, changed: changed, answered: answered))
      }
      self = .unaccounted(shortfalls)
    default: return nil
    }
  }
}
