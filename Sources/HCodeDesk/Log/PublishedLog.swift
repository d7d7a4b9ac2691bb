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
