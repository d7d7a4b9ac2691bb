package import HCodeBase
package import HCodeRegistry
package import HCodeSystem
import Glibc

/// Makes and opens registries, whose refusals name them. A name that begins with postgres:// or
/// postgresql:// is a server's, any other a file's.
package enum RegistryFile {
  package static func open(_ name: FileName, evenMoved: Bool = false) throws -> Registry {
    if let address = try address(name) {
      return try name.naming { () throws(RegistryError) in try Registry(at: address) }
    }
    // SQLite has one word for a missing file and for one that may not be read.
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0, name.withCString({ access($0, R_OK) }) == 0
    else { throw FileError.notReadable(errno).in(name) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw RegistryError.notARegistry(detail: "not a file").in(name)
    }
    return try name.naming { () throws(RegistryError) in
      try evenMoved ? Registry(pathEvenMoved: name.bytes) : Registry(path: name.bytes)
    }
  }

  /// Whether there is a registry of that name on this machine, or it is a server's.
  package static func isHere(_ name: FileName) -> Bool { isServer(name) || name.isThere }

  /// Whether the name is a server's.
  static func isServer(_ name: FileName) -> Bool { PostgreSQLAddress.isMeant(by: name.bytes) }

  package static func create(
    _ identity: RegistryIdentity, _ privacy: RegistryPrivacy, at name: FileName,
    inSchema schema: String? = nil
  ) throws {
    if let address = try address(name) {
      try name.naming { () throws(RegistryError) in
        try Registry.create(identity, privacy: privacy, at: address, inSchema: schema)
      }
      return
    }
    try AtomicFile.checkWritable(name, force: nil)
    try write(
      try name.naming { () throws(RegistryError) in
        try Registry.fresh(identity, privacy: privacy)
      }, to: name)
  }

  /// Notes issued codes in a registry that is open. Doing it again changes nothing.
  package static func record(
    _ codes: [IssuedCode], in registry: Registry, _ name: FileName, officer: OfficerPseudonym?
  ) throws {
    try name.naming { () throws(RegistryError) in
      try registry.record(
        try records(codes, in: registry, officer: officer), waiting: codes.compactMap(\.waiting))
    }
  }

  /// Notes issued codes, and in the same transaction that another one is revoked for them. What is revoked stands in the log before it counts.
  package static func record(
    _ codes: [IssuedCode], replacing act: StatusAct, in registry: Registry, _ name: FileName,
    officer: OfficerPseudonym?, log: LogFolder?
  ) throws {
    let noted = try log.map { ActLog(key: try $0.key(), size: try $0.length()) }
    let number = try name.naming { () throws(RegistryError) in
      try registry.record(
        try records(codes, in: registry, officer: officer), replacing: act.entry, act.changes,
        in: noted)
    }
    let index = try log?.append([act.entry])
    try name.naming { () throws(RegistryError) in try registry.finish(number, logIndex: index) }
  }

  /// The same in a desk, where the entries wait in the registry for the log.
  package static func record(
    _ codes: [IssuedCode], replacingAndWaiting act: StatusAct, in registry: Registry,
    _ name: FileName, officer: OfficerPseudonym?
  ) throws {
    try name.naming { () throws(RegistryError) in
      try registry.record(
        try records(codes, in: registry, officer: officer), waiting: codes.compactMap(\.waiting),
        replacing: act.entry, act.changes)
    }
  }

  private static func records(
    _ codes: [IssuedCode], in registry: Registry, officer: OfficerPseudonym?
  ) throws(RegistryError) -> [RegisteredCode] {
    var records: [RegisteredCode] = []
    records.reserveCapacity(codes.count)
    for code in codes {
      var subject: SubjectHash?
      if let reference = code.subject { subject = try registry.hash(of: reference) }
      records.append(RegisteredCode(code.claims, officer: officer, subject: subject))
    }
    return records
  }

  /// The bytes of a new registry, for its owner alone.
  package static func write(_ image: GuardedBytes, to name: FileName) throws {
    try image.withUnsafeMutableBytes {
      try AtomicFile.write(UnsafeRawBufferPointer($0), to: name, mode: 0o600, force: nil)
    }
  }

  /// The server's address; nil for a file's name. No error repeats a password.
  private static func address(_ name: FileName) throws -> PostgreSQLAddress? {
    guard PostgreSQLAddress.isMeant(by: name.bytes) else { return nil }
    return try PostgreSQLAddress(name.bytes)
  }
}
