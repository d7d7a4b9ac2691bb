import HCodeCore

/// Reads of a log whose signatures somebody else will check.
enum PublishedLog {
  /// The checkpoint, signatures not looked at.
  static func checkpoint(_ place: LogPlace) throws -> LogCheckpoint {
    guard let checkpoint = LogCheckpoint(try place.checkpoint()) else {
      throw CommandFailure(
        LogRefusal(.malformedCheckpoint, "the file checkpoint is none"),
        in: place.name.description)
    }
    return checkpoint
  }

  /// Does something with a log's files; what is wrong with them is told by name.
  static func told<Result>(_ name: FileName, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let damage as LogDamage {
      throw CommandFailure(LogRefusal(of: damage), in: name.description)
    } catch let refusal as LogRefusal {
      throw CommandFailure(refusal, in: name.description)
    }
  }
}
