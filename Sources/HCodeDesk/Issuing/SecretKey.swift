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
    return try opened(file.isSealed, name, passphrase, file.open).content
  }

  /// Opens the share of a venue, which is kept like a key; with the passphrase that opened it, to seal it again.
  package static func openShare(
    _ name: FileName, passphrase: () throws -> GuardedBytes
  ) throws -> (content: VenueKeeping, passphrase: GuardedBytes?) {
    ProcessHardening.refuseCoreDumps()
    let file = SealedFile(try FileReading.secret(in: name, limit: VenueKeeping.maximumBytes))
    try checkModes(name, allowsGroup: false)
    return try opened(file.isSealed, name, passphrase) {
      (form: GuardedBytes?) throws(SecretKeyFile.OpeningError) in
      try VenueKeeping(file, passphrase: form)
    }
  }

  private static func opened<Content>(
    _ isSealed: Bool, _ name: FileName, _ passphrase: () throws -> GuardedBytes,
    _ open: (GuardedBytes?) throws(SecretKeyFile.OpeningError) -> Content
  ) throws -> (content: Content, passphrase: GuardedBytes?) {
    var forms: [GuardedBytes?] = [nil]
    if isSealed {
      let given = try passphrase()
      // As it is kept now; as it was given, for a key that an older program sealed; decomposed, for one that another system typed so.
      forms = given.isASCII ? [given] : [given.composed, given, given.decomposed]
    }
    for (place, form) in forms.enumerated() {
      do {
        return (try open(form), form)
      } catch .wrongPassphraseOrDamaged where place + 1 < forms.count {
        continue
      } catch { throw error.in(name) }
    }
    throw SecretKeyFile.OpeningError.wrongPassphraseOrDamaged.in(name)
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
