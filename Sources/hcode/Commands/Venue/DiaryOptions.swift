import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeSystem

/// `--diary`, and how it is read and written.
struct DiaryOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The diary. Default: $XDG_DATA_HOME/hcode/diary.", valueName: "file"), completion: .file())
  var diary: FileName?

  @Flag(
    name: .long,
    help: "The clock, or --at, is right, although the diary was last written over a week before it."
  )
  var clockIsRight = false

  private var name: FileName { diary ?? Environment.dataFolder("diary") }

  /// More days than these without a visit may be a clock that is far ahead, which would empty the diary.
  private static let longestGap: Int64 = 7

  /// The diary; refuses one that is damaged.
  func read() throws -> VenueDiary {
    let bytes = try FileReading.bytes(of: name, limit: VenueDiary.maximumBytes)
    return try name.naming { () throws(VenueRefusal) in try VenueDiary(bytes) }
  }

  /// Puts records into the diary, which is written whole.
  func note(
    _ records: [(day: Int64, record: VenueRecord)], of office: IssuerIdentifier, at now: Timestamp
  ) throws {
    if diary == nil { try AtomicFile.makeFolders(name.folder, mode: 0o700) }
    let lock = try FileLock(VenueFiles.name(name, ".lock"))
    defer { lock.release() }
    let today = now.seconds / VenueDay.seconds
    func blank() throws(Ristretto255.NoSecretMemory) -> VenueRecord {
      try VenueRecord.ofNoPlace(for: office)
    }
    var kept = name.isThere ? try read() : try VenueDiary(today: today, blank: blank)
    if !clockIsRight, today - kept.written > Self.longestGap {
      throw VenueUseError.longGap(days: today - kept.written).in(name)
    }
    do {
      try kept.open(on: today, blank: blank)
      for (day, record) in records { try kept.note(record, on: day, blank: blank) }
    } catch let refusal as VenueRefusal { throw refusal.in(name) }
    try AtomicFile.write(kept.bytes, to: name, mode: 0o600, force: true)
  }
}
