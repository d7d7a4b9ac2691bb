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

  /// Every entry from that number on below a checkpoint.
  package static func forEachEntry(
    of place: LogPlace, from first: UInt64, below end: LogCheckpoint,
    _ visit: (UInt64, SignedAct) throws -> Void
  ) throws {
    let tree = TiledTree(size: end.size, source: place)
    let full = UInt64(LogTile.fullWidth)
    try naming(place.name) {
      try tree.forEachBundle(from: first / full) { bundle, bytes in
        for (offset, bytes) in bytes.enumerated() where bundle * full + UInt64(offset) >= first {
          let index = bundle * full + UInt64(offset)
          let entry: SignedAct
          do { entry = try SignedAct(bytes) } catch let malformed as SignedAct.Malformed {
            throw LogRefusal(.malformedEntry, "entry \(index): \(malformed.detail)")
          }
          try visit(index, entry)
        }
      }
    }
  }

  /// A log as one file. It begins where a checkpoint of the log's history ended, at or before that number. `longest` is the most bytes of
  /// its entries.
  package static func export(
    _ place: LogPlace, since: UInt64, longest: Int = longestBundle
  ) throws -> LogExport {
    let checkpoint = try checkpoint(place)
    let base = try base(of: place, since: since, below: checkpoint)
    let since = base?.size ?? 0
    let tree = TiledTree(size: checkpoint.size, source: place)
    var entries: [SignedAct] = []
    var length = 0
    try forEachEntry(of: place, from: since, below: checkpoint) { _, entry in
      length += 2 + entry.encoded.count
      entries.append(entry)
      guard length <= longest else {
        // As many from the end as there was room for from the beginning, less a tenth: entries differ in length.
        let room = UInt64(entries.count) * 9 / 10
        throw LogFolderError.exportTooLarge(
          mebibytes: LogExport.maximumFileBytes >> 20, since: checkpoint.size - room
        ).in(place.name)
      }
    }
    let start = try naming(place.name) { try tree.frontier(at: since) }
    let export = LogExport(checkpoint: checkpoint, base: base, start: start, entries: entries)
    guard export.end.root == checkpoint.root else {
      throw LogRefusal(of: .wrongRoot(size: checkpoint.size)).in(place.name)
    }
    guard base.map({ $0.root == start.root }) ?? true else {
      throw LogRefusal(.inconsistent, "the first \(since) entries are not those of the history").in(
        place.name)
    }
    return export
  }

  /// The whole log, however long: for what stays on this machine.
  package static func whole(_ place: LogPlace) throws -> LogExport {
    try export(place, since: 0, longest: .max)
  }

  /// The log as one file, from its first entry if that fits, and otherwise as much of its end as does.
  package static func newest(_ place: LogPlace, longest: Int = longestBundle) throws -> LogExport {
    do {
      return try export(place, since: 0, longest: longest)
    } catch let error as InFile<LogFolderError> {
      guard case .exportTooLarge(_, let since) = error.failure else { throw error }
      return try export(place, since: since, longest: longest)
    }
  }

  /// The most bytes of entries in an export: two checkpoints and a frontier stand beside them.
  package static let longestBundle = LogExport.maximumFileBytes - 2 * SignedNote.maximumBytes - 4096

  /// The largest checkpoint of the history that has no more entries than are left out.
  private static func base(
    of place: LogPlace, since: UInt64, below checkpoint: LogCheckpoint
  ) throws -> LogCheckpoint? {
    guard since > 0 else { return nil }
    guard since < checkpoint.size else { return checkpoint }
    return try naming(place.name) {
      try place.history().checkpoints.last { $0.size > 0 && $0.size <= since }
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
