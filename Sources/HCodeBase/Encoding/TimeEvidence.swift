/// What a store or a registry knows of the time. A clock that shows an earlier time is wrong (docs/trust.md §4.7).
package struct TimeEvidence: Equatable, Sendable {
  /// The newest date in signed material that still counts; nil where there is none.
  package var signed: Timestamp?
  /// What the clock showed at the last successful change. The program's own note, and no proof; nil before the first.
  package var seen: Timestamp?

  /// What is known from these two.
  package init(signed: Timestamp? = nil, seen: Timestamp? = nil) {
    self.signed = signed
    self.seen = seen
  }

  /// When this program was released.
  package static let release = Timestamp(rfc3339: Version.released)

  /// Where a time comes from.
  package enum Source: Sendable {
    /// From the machine's clock.
    case clock
    /// From whoever asks what is right at that time, with `--at`.
    case question
  }

  /// What a clock contradicts.
  package enum Bound: Equatable, Sendable {
    /// The release of this program.
    case release
    /// The newest date that was signed.
    case signed
    /// The last change.
    case seen
  }

  /// The latest time that a right clock must have passed, and what says so; nil when nothing does. A question about an earlier time is
  /// bound by what was signed, and by nothing that only says what this machine's clock showed.
  package func latest(for source: Source) -> (bound: Bound, time: Timestamp)? {
    var latest = signed.map { (bound: Bound.signed, time: $0) }
    guard source == .clock else { return latest }
    func consider(_ bound: Bound, _ time: Timestamp?) {
      if let time, latest.map({ $0.time < time }) ?? true { latest = (bound, time) }
    }
    consider(.seen, seen)
    consider(.release, Self.release)
    return latest
  }

  /// What shows that the time is too early; nil when nothing does.
  package func contradiction(
    of now: Timestamp, from source: Source
  ) -> (bound: Bound, time: Timestamp)? {
    guard let latest = latest(for: source),
      now.advanced(bySeconds: Timestamp.clockTolerance) < latest.time
    else { return nil }
    return latest
  }

  /// Refuses to write with a time that cannot be right.
  ///
  /// - Parameters:
  ///   - now: the time.
  ///   - source: where it comes from.
  ///   - signedBinds: whether `signed` binds. The repair of a store has to get in.
  ///   - gap: seconds after the last change in which the next has to come.
  package func check(
    _ now: Timestamp, from source: Source, signedBinds: Bool = true, gap: Int64
  ) throws(ImplausibleTime) {
    var bounds = self
    if !signedBinds { bounds.signed = nil }
    if let (bound, time) = bounds.contradiction(of: now, from: source) {
      throw ImplausibleTime(now: now, bound: bound, time: time)
    }
    guard let seen, seen.advanced(bySeconds: gap) < now else { return }
    throw ImplausibleTime(now: now, bound: .seen, time: seen)
  }

  /// What is noted after a change: the clock, unless the change was made for another time. A time that was only asked for moves it no
  /// further than the clock.
  package func noting(_ now: Timestamp, clock: Timestamp, isRight: Bool) -> Timestamp {
    guard !isRight else { return now }
    let shown = min(now, clock)
    return max(seen ?? shown, shown)
  }
}
