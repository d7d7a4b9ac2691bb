import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodeRegistry
import HCodeSystem

/// `--clock-is-right`: for commands that stop where the clock cannot be right (docs/trust.md §4.7).
struct ClockAssurance: ParsableArguments {
  @Flag(
    name: .long,
    help:
      "The clock, or --at, is right, even though the store, the registry or the log says otherwise."
  )
  var clockIsRight = false

  /// No office that works is silent for longer, in seconds: what it publishes for a place without network lives 93 days.
  private static let longestGap = LongestLife.snapshot - 86_400

  /// Stops a command that would sign or erase by a time that cannot be right.
  func check(
    _ now: Timestamp, _ source: TimeEvidence.Source, _ evidence: TimeEvidence, of file: FileName,
    gap: Int64 = Self.longestGap
  ) throws {
    guard !clockIsRight else { return }
    do throws(ImplausibleTime) { try evidence.check(now, from: source, gap: gap) } catch {
      throw error.in(file)
    }
  }

  /// The same by what a log says: its last checkpoint.
  func check(_ now: Timestamp, _ source: TimeEvidence.Source, _ log: LogFolder?) throws {
    guard !clockIsRight, let log else { return }
    try check(now, source, try log.timeEvidence(), of: log.folder)
  }

  /// The same by what a registry says.
  func check(
    _ now: Timestamp, _ source: TimeEvidence.Source, _ registry: Registry, _ name: FileName
  ) throws {
    guard !clockIsRight else { return }
    let evidence = try name.naming { () throws(RegistryError) in try registry.timeEvidence() }
    try check(now, source, evidence, of: name)
  }

  /// Notes before a change of codes that the clock is right, where somebody says so: what a wrong clock wrote does not keep it out.
  func noteIfRight(_ now: Timestamp, in registry: Registry, _ name: FileName) throws {
    if clockIsRight { try note(now, in: registry, name) }
  }

  /// Notes in a registry that was changed what the clock showed.
  func note(_ now: Timestamp, in registry: Registry, _ name: FileName) throws {
    let clock = try Timestamp.now()
    try name.naming { () throws(RegistryError) in
      try registry.note(
        seen: try registry.timeEvidence().noting(now, clock: clock, isRight: clockIsRight))
    }
  }

  /// The time of an import.
  func importing(at clock: ClockOptions) throws -> ImportClock {
    ImportClock(
      now: try clock.time(), from: clock.source, clock: try Timestamp.now(), isRight: clockIsRight)
  }
}
