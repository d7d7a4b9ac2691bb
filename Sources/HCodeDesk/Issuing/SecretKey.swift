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
    guard file.isSealed else { return try opened(file, nil, name) }
    let given = try passphrase()
    // As it is kept now; as it was given, for a key that an older program sealed; decomposed, for one that another system typed so.
    let forms = [given.composed, given, given.decomposed]
    for form in forms.dropLast() {
      do { return try file.open(passphrase: form) } catch
        SecretKeyFile.OpeningError.wrongPassphraseOrDamaged where !given.isASCII
      { continue } catch let error as SecretKeyFile.OpeningError { throw error.in(name) }
    }
    return try opened(file, forms[2], name)
  }

  private static func opened(
    _ file: SecretKeyFile, _ passphrase: GuardedBytes?, _ name: FileName
  ) throws -> SigningKey {
    do { return try file.open(passphrase: passphrase) } catch { throw error.in(name) }
  }

  private static func checkModes(_ name: FileName) throws {
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0 else {
      throw FileError.notReadable(errno).in(name)
    }
    guard status.isForOwnerOnly || status.isHandedOver || status.st_mode & S_IFMT != S_IFREG else {
      throw SecretKeyPlaceError.othersMayRead(mode: status.st_mode & 0o777).in(name)
    }
    guard name.folder.withCString({ stat($0, &status) }) == 0 else { return }
    guard status.st_mode & 0o022 == 0 || status.st_mode & S_ISVTX != 0 else {
      throw SecretKeyPlaceError.othersMayReplace(mode: status.st_mode & 0o777).in(name.folder)
    }
  }
}

extension stat {
  var isForOwnerOnly: Bool { st_mode & 0o077 == 0 }

  /// Whether root hands the file to this process through a group that it is in: Kubernetes' secret volumes with fsGroup and systemd's LoadCredential= do. The group may
  /// read it and nobody else may, and neither can change its mode.
  package var isHandedOver: Bool {
    guard st_uid == 0, geteuid() != 0, st_mode & 0o037 == 0 else { return false }
    var groups = [gid_t](repeating: 0, count: max(Int(getgroups(0, nil)), 0))
    let count = getgroups(Int32(groups.count), &groups)
    return st_gid == getegid() || groups.prefix(max(Int(count), 0)).contains(st_gid)
  }
}
