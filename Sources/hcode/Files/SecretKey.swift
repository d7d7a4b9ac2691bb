import HCodeTrust
import Glibc
import HCodeCore

/// Opens secret key files, and refuses those that others could read or replace.
enum SecretKey {
  static func open(_ name: FileName, passphrase: PassphraseOptions) throws -> SigningKey {
    Process.refuseCoreDumps()
    let file = SecretKeyFile(try FileReading.secret(in: name, limit: SecretKeyFile.maximumBytes))
    if file.hasSignature { try checkModes(name) }
    let shown = name.description
    do {
      return try file.open(passphrase: file.isSealed ? try passphrase.read(isNew: false) : nil)
    } catch let error as SecretKeyFile.OpeningError {
      switch error {
      case .notASecretKey:
        throw CommandFailure(
          "\(shown): not a secret key file", hint: "give the .key file that 'hcode keygen' made",
          .data)
      case .unknownVersion(let version):
        throw CommandFailure(
          "\(shown): version \(version) of the key file is newer than this program",
          hint: "update hcode", .data)
      case .damaged, .contentDamaged:
        throw CommandFailure(
          "\(shown): the key file is damaged", hint: "take it from the backup", .data)
      case .wrongPassphraseOrDamaged:
        throw CommandFailure(
          "\(shown): wrong passphrase, or the key file is damaged", hint: "try again", .noPermission
        )
      case .passphraseNeeded: throw CommandFailure("\(shown): the key is sealed", .noPermission)
      case .outOfMemory:
        throw CommandFailure(
          "\(shown): no memory to open the key with", hint: "it takes 256 MiB", .unavailable)
      }
    }
  }

  private static func checkModes(_ name: FileName) throws {
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0 else {
      throw FileReading.failure(errno, name)
    }
    guard status.st_mode & 0o077 == 0 || status.st_mode & S_IFMT != S_IFREG else {
      throw CommandFailure(
        "\(name.description): others may read this secret key (mode \(String(status.st_mode & 0o777, radix: 8)))",
        hint: "chmod 600 \(name.description)", .noPermission)
    }
    guard name.folder.withCString({ stat($0, &status) }) == 0 else { return }
    guard status.st_mode & 0o022 == 0 || status.st_mode & S_ISVTX != 0 else {
      throw CommandFailure(
        "\(name.folder.description): others may replace the files in this folder (mode \(String(status.st_mode & 0o777, radix: 8)))",
        hint: "chmod go-w \(name.folder.description)", .noPermission)
    }
  }
}
