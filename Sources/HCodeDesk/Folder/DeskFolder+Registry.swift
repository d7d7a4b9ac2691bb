import HCodeBase
import HCodeCore
package import HCodeRegistry
import HCodeSystem

/// The registries of a desk, and how an old copy of one is found out: it would give indexes twice and clear what was revoked since.
extension DeskFolder {
  /// The registry of that code key; nil where neither it nor the secret key is here. Refuses the registry of another key, one that has given
  /// fewer indexes than this machine saw, and one that does not know a change that stands in the log.
  package func openRegistry(of key: DeskKey) throws -> Registry? {
    let name = registry(of: key)
    guard RegistryFile.isHere(name) else {
      guard key.secret == nil else { throw DeskFolderError.noRegistry(key.name).in(name) }
      return nil
    }
    let opened = try RegistryFile.open(name)
    guard opened.identity.keyIdentifier == key.identifier,
      opened.identity.issuer == settings.issuer
    else {
      throw DeskFolderError.otherRegistry(
        opened.identity.issuer, opened.identity.keyIdentifier, wanted: key.name
      ).in(name)
    }
    let given = try name.naming { () throws(RegistryError) in try opened.given() }
    if let seen = try givenSeen(key), given < seen {
      throw DeskFolderError.oldRegistry(given: given, seen: seen).in(name)
    }
    try checkActs(opened, name)
    return opened
  }

  /// Notes how many indexes a registry has given, for the next time.
  package func noteGiven(_ registry: Registry, of key: DeskKey) throws {
    let given = try self.registry(of: key).naming { () throws(RegistryError) in
      try registry.given()
    }
    guard try givenSeen(key).map({ $0 < given }) ?? true else { return }
    try AtomicFile.makeFolders(file("state"), mode: 0o700)
    try AtomicFile.write(
      Array("\(given)\n".utf8), to: givenFile(key), mode: 0o600, force: true,
      isNamedByArgument: false)
  }

  func givenFile(_ key: DeskKey) -> FileName { file("state/\(key.name).given") }

  private func givenSeen(_ key: DeskKey) throws -> UInt32? {
    let name = givenFile(key)
    guard name.isThere else { return nil }
    let bytes = try FileReading.bytes(of: name, limit: 64)
    return UInt32(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
  }

  /// Entries reach the log through the registry, so that a change there which it does not know was made with a newer copy of it.
  private func checkActs(_ registry: Registry, _ name: FileName) throws {
    guard log.isThere else { return }
    let moved = try name.naming { () throws(RegistryError) in try registry.logMoved() }
    var unknown: UInt64?
    try log.forEachEntry(from: moved) { index, bytes in
      guard let act = try? SignedAct(bytes), act.act.kind != .issued,
        act.act.keyIdentifier == registry.identity.keyIdentifier
      else { return true }
      let isKnown = try name.naming { () throws(RegistryError) in
        try registry.knows(act)
      }
      if !isKnown { unknown = index }
      return isKnown
    }
    if let unknown { throw DeskFolderError.registryWithoutAct(entry: unknown).in(name) }
  }
}
