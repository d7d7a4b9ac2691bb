import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeDesk
import HCodeGate
import HCodeSystem

/// A key from another machine, whose fingerprint somebody compares over the telephone before it is listed.
struct KeyComparison {
  /// The name of its file, which becomes its name in the desk.
  let name: String
  let key: IssuerKey
  private let file: FileName

  init(_ file: FileName) throws {
    self.file = file
    key = try PublicKey.read(file)
    name = String(decoding: file.lastComponent.dropLast(4), as: UTF8.self)
    guard file.fileExtension == "pub", DeskKey.isName(name) else {
      throw ValidationError(.notAnIdentifier("PUB"))
    }
  }

  /// Asks whether the fingerprint was compared, unless it was given.
  func ask(_ given: [Fingerprint], _ desk: DeskFolder, _ texts: any Catalogue) throws {
    let fingerprint = key.publicKey.fingerprint
    guard given.isEmpty else {
      guard given.contains(where: { $0.digits == fingerprint }) else {
        throw DeskFolderError.otherFingerprint(fingerprint).in(file)
      }
      return
    }
    guard isatty(STDIN_FILENO) == 1 else {
      throw DeskFolderError.notCompared(fingerprint).in(file)
    }
    try StandardOutput.write(
      TerminalText.escaped("\(name)  \(texts.desk(.role(desk.offered(by: key))))  \(fingerprint)"))
    StandardError.write(texts.desk(.compare))
    guard ["y", "Y"].contains(readLine(strippingNewline: true) ?? "") else {
      throw DeskFolderError.notCompared(fingerprint).in(file)
    }
  }
}
