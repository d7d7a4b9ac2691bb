package import HCodeBase
package import HCodeCore
package import HCodeRegistry
package import HCodeSystem
import HCodeTrust

/// The last act of an authority. What identifies people is destroyed in every registry, the log says so, all is published once more, and then the
/// secret keys go. A kill at any moment leaves what the next run goes on from; the keys go only when everything else is published.
package struct DeskClosing {
  /// A registry of the desk.
  package struct Place {
    /// Whose codes it has, by the name of the key.
    package let keyName: String
    package let file: FileName
    package let registry: Registry
  }

  private let desk: DeskFolder
  private let now: Timestamp
  package let places: [Place]

  /// Refuses before the published end has come, while a code is valid, and where a registry or a key that is needed is not here.
  package init(
    _ desk: DeskFolder, at now: Timestamp, clock: (TimeEvidence, FileName) throws -> Void
  ) throws {
    self.desk = desk
    self.now = now
    guard let end = desk.end else { throw DeskFolderError.noEnd.in(desk.folder) }
    guard let list = try desk.lastList()?.list, try desk.publishedEnd() == end else {
      throw DeskFolderError.endNotPublished(end).in(desk.folder)
    }
    guard end <= now else { throw DeskFolderError.notOver(end).in(desk.folder) }
    places = try Self.places(of: desk, needingAll: true)
    for place in places {
      try clock(
        try place.file.naming { () throws(RegistryError) in try place.registry.timeEvidence() },
        place.file)
      let records = try place.file.naming { () throws(RegistryError) in
        try place.registry.records(at: now)
      }
      if records.valid > 0, let end = records.lastEnd {
        throw DeskFolderError.codesValid(count: records.valid, until: end).in(place.file)
      }
    }
    try clock(try desk.log.timeEvidence(), desk.log.folder)
    // What would fail afterwards fails now.
    _ = try desk.secret(.log)
    _ = try desk.signer(.status, in: list)
    _ = try desk.signer(.bundle, in: list)
    _ = try signer()
  }

  /// The registries of all code keys that are here, those of keys that were taken out too, and whatever else lies beside them.
  /// `needingAll` refuses a code key whose registry is elsewhere. `unopened` gets why a registry cannot be opened.
  package static func places(
    of desk: DeskFolder, needingAll: Bool, unopened: (any Error) throws -> Void = { throw $0 }
  ) throws -> [Place] {
    var places: [Place] = []
    var told: [FilePlace] = []
    for key in desk.keys where key.role == .code || key.role == nil {
      let file = desk.registry(of: key)
      guard RegistryFile.isHere(file) else {
        guard key.role == nil || !needingAll else {
          throw DeskFolderError.noRegistry(key.name).in(file)
        }
        continue
      }
      do {
        let registry = try RegistryFile.open(file)
        if key.role == .code { _ = try desk.openRegistry(of: key) }
        places.append(Place(keyName: key.name, file: file, registry: registry))
      } catch {
        // On a server a key that signs no codes has none.
        if key.role == nil, case .notARegistry? = (error as? InFile<RegistryError>)?.failure {
          continue
        }
        try unopened(error)
        told.append(FilePlace(file))
      }
    }
    let folder = desk.file("registry")
    for name in folder.entries() ?? [] where name.suffix(9).elementsEqual(".registry".utf8) {
      let file = folder.appending(name)
      guard !places.contains(where: { FilePlace($0.file).isSame(FilePlace(file)) }) else {
        continue
      }
      do {
        places.append(
          Place(
            keyName: String(decoding: name.dropLast(9), as: UTF8.self), file: file,
            registry: try RegistryFile.open(file)))
      } catch  where !told.contains(where: { $0.isSame(FilePlace(file)) }) {
        try unopened(error)
      } catch {}
    }
    for place in places where place.registry.identity.issuer != desk.settings.issuer {
      throw DeskFolderError.otherRegistry(
        place.registry.identity.issuer, place.registry.identity.keyIdentifier,
        wanted: place.keyName
      ).in(place.file)
    }
    return places
  }

  /// The code key that signs the entries: an auditor takes only one that counts now.
  package func signer() throws -> DeskKey {
    let listed =
      desk.issuer?.keys.filter { $0.notBefore.value <= now && now < $0.until.value } ?? []
    let keys = desk.keys(.code).filter { key in
      key.secret != nil && now < key.key.expires
        && listed.contains { $0.publicKey == key.key.publicKey }
    }
    guard let key = keys.max(by: { ($0.key.created, $0.name) < ($1.key.created, $1.name) }) else {
      throw DeskFolderError.noSecret(.code).in(desk.folder)
    }
    return key
  }

  /// Whether something is left to be destroyed, so that a key has to sign.
  package var isSignatureNeeded: Bool { places.contains { $0.registry.destroyed == nil } }

  /// Destroys what identifies people, a registry after the other. What waits for the log afterwards says so. Gives how many records, by key;
  /// nothing for what was destroyed before.
  package func destroy(
    by officer: IssuerIdentifier, with key: SigningKey?
  ) throws -> [(keyName: String, records: UInt64)] {
    var destroyed: [(keyName: String, records: UInt64)] = []
    for place in places {
      let end = RegistryEnd(place.registry, place.file, log: desk.log)
      if place.registry.destroyed != nil {
        _ = try end.destroyAgain(at: now)
      } else if let key {
        do {
          let records = try end.destroy(by: officer, with: key, at: now, isWhileValid: false)
          destroyed.append((place.keyName, records.count))
        } catch let error as InFile<RegistryError> {
          // Somebody issued meanwhile.
          guard case .stillValid(let count, let until) = error.failure else { throw error }
          throw DeskFolderError.codesValid(count: count, until: until).in(place.file)
        }
      }
      try end.publish()
    }
    return destroyed
  }

  /// Checks that the log which is published says it of every registry, and notes that only the secrets are left.
  package func finish() throws {
    let log = desk.log
    let (size, length) = (try log.checkpoint().size, try log.length())
    var waiting: Int64 = 0
    for place in places {
      waiting += try place.file.naming { () throws(RegistryError) in
        try place.registry.waitingCount()
      }
    }
    let issuer = desk.settings.issuer
    let bundle = try Bundle(
      bytes: try FileReading.bytes(
        of: desk.published("\(issuer).bundle"), limit: Bundle.maximumFileBytes))
    // A bundle carries the logs of neighbours too.
    let origin = try log.checkpoint().origin
    let export = bundle.members.filter { $0.kind == .log }
      .compactMap { try? LogExport(bytes: $0.bytes) }.first { $0.checkpoint.origin == origin }
    guard waiting == 0, size == length, export?.checkpoint.size == size else {
      throw DeskFolderError.notPublishedYet.in(desk.folder)
    }
    try desk.noteClosed(at: now)
  }
}

extension DeskFolder {
  /// Overwrites the secret keys but those of the root, when everything else is done. Gives how many.
  package func eraseSecrets() throws -> Int {
    guard isClosed else { throw DeskFolderError.notPublishedYet.in(folder) }
    for name in file("state").entries() ?? [] where name.starts(with: "snapshot".utf8) {
      try FileErasure.erase(file("state").appending(name))
    }
    let files = secretsToErase()
    for file in files { try FileErasure.erase(file) }
    return files.count
  }
}
