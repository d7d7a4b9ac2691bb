package import HCodeBase
package import HCodeCore
package import HCodeSystem
import Glibc

/// Opens secret key files, and refuses those that others could read or replace.
package enum SecretKey {
  /// Opens a key; of a sealed one the passphrase is asked for. `allowsGroup` takes one that root hands over through a group.
  package static func open(
    _ name: FileName, allowsGroup: Bool = false, passphrase: () throws -> GuardedBytes
  ) throws -> SigningKey {
    ProcessHardening.refuseCoreDumps()
    let file = SecretKeyFile(try FileReading.secret(in: name, limit: SecretKeyFile.maximumBytes))
    if file.hasSignature { try checkModes(name, allowsGroup: allowsGroup) }
    guard file.isSealed else { return try opened(file, nil, name) }
    let given = try passphrase()
    // As it is kept now; as it was given, for a key that an older program sealed; decomposed, for one that another system typed so.
    let forms = [given.composed, given, given.decomposed]
    for form in forms.dropLast() {
      do { return try file.open(passphrase: form) } catch SecretKeyFile.OpeningError
        .wrongPassphraseOrDamaged where !given.isASCII
      { continue } catch let error as SecretKeyFile.OpeningError { throw error.in(name) }
    }
    return try opened(file, forms[2], name)
  }

  private static func opened(
    _ file: SecretKeyFile, _ passphrase: GuardedBytes?, _ name: FileName
  ) throws -> SigningKey {
    do { return try file.open(passphrase: passphrase) } catch { throw error.in(name) }
  }

  private static func checkModes(_ name: FileName, allowsGroup: Bool) throws {
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0 else {
      throw FileError.notReadable(errno).in(name)
    }
    if status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
      let mode = status.st_mode & 0o777
      guard status.isHandedOver else {
        throw SecretKeyPlaceError.othersMayRead(mode: mode).in(name)
      }
      guard allowsGroup else { throw SecretKeyPlaceError.groupMayRead(mode: mode).in(name) }
    }
    guard name.folder.withCString({ stat($0, &status) }) == 0 else { return }
    guard status.st_mode & 0o022 == 0 || status.st_mode & S_ISVTX != 0 else {
      throw SecretKeyPlaceError.othersMayReplace(mode: status.st_mode & 0o777).in(name.folder)
    }
  }
}

extension stat {
  /// Whether root may have handed the file to this process through a group or an access list: Kubernetes' secret volumes with fsGroup and systemd's LoadCredential=
  /// do. Others than these may not read it, and this process cannot change its mode.
  package var isHandedOver: Bool { st_uid == 0 && geteuid() != 0 && st_mode & 0o037 == 0 }
}
