package import HCodeCore
package import HCodeSystem

/// Reads of a log whose signatures somebody else will check.
package enum PublishedLog {
  /// The checkpoint, signatures not looked at.
  package static func checkpoint(_ place: LogPlace) throws -> LogCheckpoint {
    guard let checkpoint = LogCheckpoint(try place.checkpoint()) else {
      throw LogRefusal(.malformedCheckpoint, "the file checkpoint is none").in(place.name)
    }
    return checkpoint
  }

  /// What was read of a whole log.
  package struct Reading {
    /// The checkpoint that bears everything out.
    package let believed: LogPolicy.Believed
    /// When its entries were made.
    package let dates: LogDates
    /// How many checkpoints its history has.
    package let history: Int
  }

  /// Verifies a log, its history included: that it has grown from each checkpoint there and from those that were seen. `visit` gets
  /// every entry.
  package static func read(
    _ place: LogPlace, by policy: LogPolicy, seen: [LogPolicy.Believed] = [],
    _ visit: (inout LogDates, UInt64, SignedAct) throws -> Void = { _, _, _ in }
  ) throws -> Reading {
    try naming(place.name) {
      let believed = try policy.believe(try place.checkpoint())
      let history = try place.history().checkpoints.map { try policy.signed($0) }
      var dates = LogDates(present: believed, history: history, seen: seen, by: policy)
      try LogReading.verify(believed, seen: seen + history, in: place) {
        try visit(&dates, $0, $1)
      }
      return Reading(believed: believed, dates: dates, history: history.count)
    }
  }

  /// Does something with a log's files; what is found to be wrong with them names it.
  package static func naming<Result>(_ name: FileName, _ body: () throws -> Result) throws -> Result
  {
    do {
      return try body()
    } catch let damage as LogDamage {
      throw LogRefusal(of: damage).in(name)
    } catch let refusal as LogRefusal {
      throw refusal.in(name)
    }
  }
}
