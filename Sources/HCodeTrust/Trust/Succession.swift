import HCodeBase

/// The rules for a file that may take the place of the stored one of its name (docs/trust.md §4).
enum Succession {
  /// Refuses a file that goes back behind the stored one (`rollback`), and one that says something else at the same position
  /// (`equivocation`).
  ///
  /// - Parameters:
  ///   - held: version or time of the stored file, and what makes it the same file.
  ///   - new: the same of the new file.
  ///   - name: the new file in a refusal, such as `the bundle`.
  ///   - heldName: the stored file in a refusal, such as `version 3`.
  static func check<Position: Comparable, Content: Equatable>(
    held: (Position, Content), new: (Position, Content), name: String, heldName: String
  ) throws(ImportRefusal) {
    guard new.0 >= held.0 else {
      throw ImportRefusal(.rollback, "\(name) is older than \(heldName) that is held")
    }
    guard new.0 > held.0 || new.1 == held.1 else {
      throw ImportRefusal(.equivocation, "\(name) says something else than the one that is held")
    }
  }

  /// The same for files that are ordered by the time at which they were made.
  static func check<Content: Equatable>(
    held: (Timestamp, Content), new: (Timestamp, Content), name: String
  ) throws(ImportRefusal) {
    try check(held: held, new: new, name: name, heldName: "that of \(held.0.rfc3339)")
  }

  /// Refuses what was made after now (`not-yet-issued`); `act` begins the refusal, such as `the bundle was made`.
  static func checkNotFuture(_ issued: Timestamp, at now: Timestamp, _ act: String)
    throws(ImportRefusal)
  {
    guard issued <= now.advanced(bySeconds: Timestamp.clockTolerance) else {
      throw ImportRefusal(.notYetIssued, "\(act) at \(issued.rfc3339)")
    }
  }

  /// Refuses what says that it counts for longer than anything of its kind may (`lives-too-long`).
  static func checkLife(
    from issued: Timestamp, to expires: Timestamp, atMost longest: Int64, _ name: String
  ) throws(ImportRefusal) {
    guard expires.seconds - issued.seconds <= longest else {
      throw ImportRefusal(
        .livesTooLong,
        "\(name) ends \(expires.rfc3339), more than \(longest / 86_400) days after \(issued.rfc3339)"
      )
    }
  }

  /// Refuses what has ended (`expired`).
  static func checkNotEnded(
    _ expires: Timestamp, at now: Timestamp, _ name: String
  ) throws(ImportRefusal) {
    guard now < expires else {
      throw ImportRefusal(.expired, "\(name) ended at \(expires.rfc3339)")
    }
  }
}
