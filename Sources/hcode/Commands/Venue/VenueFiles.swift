import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodePictures
import HCodeSystem
import HCodeTrust

/// The files of venues as commands read and write them.
enum VenueFiles {
  /// The file that is called so, with another ending.
  static func name(_ beginning: FileName, _ ending: String) -> FileName {
    FileName(bytes: beginning.bytes + Array(ending.utf8))
  }

  /// Writes a share, sealed if there is a passphrase.
  static func write(
    _ share: VenueKeeping, to name: FileName, passphrase: GuardedBytes?, force: Bool?,
    isNamedByArgument: Bool = true
  ) throws {
    let file = try share.file(passphrase: passphrase)
    try file.bytes.withUnsafeMutableBytes {
      try AtomicFile.write(
        UnsafeRawBufferPointer($0), to: name, mode: 0o600, force: force,
        isNamedByArgument: isNamedByArgument)
    }
  }

  /// Changes a share where it lies; nobody else does meanwhile.
  static func change<Result>(
    _ name: FileName, of role: VenueKeeping.Role, passphrase: () throws -> GuardedBytes,
    _ body: (inout VenueKeeping) throws -> Result
  ) throws -> Result {
    guard name.isThere else { throw FileError.notReadable(ENOENT).in(name) }
    let lock = try FileLock(self.name(name, ".lock"))
    defer { lock.release() }
    let (opened, phrase) = try SecretKey.openShare(name, passphrase: passphrase)
    var share = opened
    guard share.role == role else { throw VenueUseError.otherRole.in(name) }
    let result = try body(&share)
    try write(share, to: name, passphrase: phrase, force: true)
    return result
  }

  /// Reads a file of at most that many bytes.
  static func bytes(_ name: FileName, _ limit: Int) throws -> [UInt8] {
    try FileReading.bytes(of: name, limit: limit)
  }

  /// The text of the only poster in a picture or text.
  static func poster(_ input: FileName) throws -> [UInt8] {
    if !input.isStandardStream, VenuePoster.isPoster(input.bytes) { return input.bytes }
    let bytes = try FileReading.bytes(of: input, limit: PictureLimits.fileBytes)
    if VenuePoster.isPoster(bytes) {
      return Array(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
    }
    guard PictureReader.format(of: bytes) != nil else {
      throw RefusedPaper(VenueRefusal(.unknownFormat, "there is no poster in it")).in(input)
    }
    let found = try CodeTexts.read(input)
    let posters = found.texts.map(\.text).filter { VenuePoster.isPoster($0) }
    guard let first = posters.first else {
      guard found.doubt == nil else { throw PictureFileError.notSearchedToTheEnd.in(input) }
      throw RefusedPaper(VenueRefusal(.unknownFormat, "there is no poster in it")).in(input)
    }
    guard posters.count == 1 else { throw PictureFileError.notOneCode(count: posters.count).in(input) }
    return first
  }
}

extension StoreOptions {
  /// The keys for venues that the store names at that time.
  func venueKeys(at now: Timestamp) throws -> [KeyIdentifier: VenueKey] {
    try trustStore.holdings().venueKeys(at: now)
  }
}

/// A minute of a day, `18:40`; 24:00 is its end.
struct MinuteOfDay: ExpressibleByArgument {
  let minute: Int

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { $0.isASCIIDigit } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      hour * 60 + minute <= VenueDay.minutes
    else { return nil }
    self.minute = hour * 60 + minute
  }

  init(minute: Int) { self.minute = minute }

  /// `18:40`.
  var text: String {
    [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

/// A day at a place, `2026-11-20`.
struct DayOfPlace: ExpressibleByArgument {
  let day: Int64

  init?(argument: String) {
    guard let date = CalendarDate(iso8601: argument), date.daysSince1970 >= 0 else { return nil }
    day = Int64(date.daysSince1970)
  }

  /// `2026-11-20`.
  static func text(_ day: Int64) -> String {
    CalendarDate(daysSince1970: Int(day)).iso8601
  }
}
