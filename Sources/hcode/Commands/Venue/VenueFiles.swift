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
    guard posters.count == 1 else {
      throw PictureFileError.notOneCode(count: posters.count).in(input)
    }
    return first
  }
}

extension StoreOptions {
  /// The keys for venues that the store names at that time.
  func venueKeys(at now: Timestamp) throws -> [KeyIdentifier: VenueKey] {
    try trustStore.holdings().venueKeys(at: now)
  }
}
