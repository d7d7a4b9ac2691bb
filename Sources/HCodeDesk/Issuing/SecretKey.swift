package import HCodeBase
package import HCodeCore
package import HCodeSystem
import Glibc

/// Opens secret key files, and refuses those that others could read or replace.
package enum SecretKey {
  /// Opens a key; of a sealed one the passphrase is asked for.
  package static func open(_ name: FileName, passphrase: () throws -> GuardedBytes) throws
    -> SigningKey
  {
    ProcessHardening.refuseCoreDumps()
    let file = SecretKeyFile(try FileReading.secret(in: name, limit: SecretKeyFile.maximumBytes))
    if file.hasSignature { try checkModes(name) }
    do {
      return try file.open(passphrase: file.isSealed ? try passphrase() : nil)
    } catch let error as SecretKeyFile.OpeningError {
      throw error.in(name)
    }
  }

  private static func checkModes(_ name: FileName) throws {
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0 else {
      throw FileError.notReadable(errno).in(name)
    }
    guard status.st_mode & 0o077 == 0 || status.st_mode & S_IFMT != S_IFREG else {
      throw SecretKeyPlaceError.othersMayRead(mode: status.st_mode & 0o777).in(name)
    }
    guard name.folder.withCString({ stat($0, &status) }) == 0 else { return }
    guard status.st_mode & 0o022 == 0 || status.st_mode & S_ISVTX != 0 else {
      throw SecretKeyPlaceError.othersMayReplace(mode: status.st_mode & 0o777).in(name.folder)
    }
  }
}
