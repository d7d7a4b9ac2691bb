import HCodeCore
import HCodeTrust
import Glibc
import HCodeBase
import HCodeRegistry

/// Makes and opens registries, and tells their refusals with what to do next. A name that begins with postgres:// or
/// postgresql:// is a server's, any other a file's.
enum RegistryFile {
  static func open(_ name: FileName) throws -> Registry {
    if let address = try address(name) {
      return try told(name) { () throws(RegistryError) in try Registry(at: address) }
    }
    // SQLite has one word for a missing file and for one that may not be read.
    var status = stat()
    guard name.withCString({ stat($0, &status) }) == 0, name.withCString({ access($0, R_OK) }) == 0
    else { throw FileReading.failure(errno, name) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(
        "\(name.description): not a file", hint: "make one with 'hcode registry init'", .data)
    }
    return try told(name) { () throws(RegistryError) in try Registry(path: name.bytes) }
  }

  static func create(
    _ identity: RegistryIdentity, _ privacy: RegistryPrivacy, at name: FileName
  ) throws {
    if let address = try address(name) {
      try told(name) { () throws(RegistryError) in
        try Registry.create(identity, privacy: privacy, at: address)
      }
      return
    }
    try AtomicFile.checkWritable(name, force: false)
    try write(
      try told(name) { () throws(RegistryError) in
        try Registry.fresh(identity, privacy: privacy)
      }, to: name)
  }

  /// The bytes of a new registry, for its owner alone.
  static func write(_ image: GuardedBytes, to name: FileName) throws {
    try image.withUnsafeMutableBytes {
      try AtomicFile.write(UnsafeRawBufferPointer($0), to: name, mode: 0o600, force: false)
    }
  }

  /// The server's address; nil for a file's name. No error repeats a password.
  private static func address(_ name: FileName) throws -> PostgreSQLAddress? {
    guard PostgreSQLAddress.isMeant(by: name.bytes) else { return nil }
    do {
      return try PostgreSQLAddress(name.bytes)
    } catch {
      switch error {
      case .holdsPassword:
        throw CommandFailure(
          "the registry's URL holds a password, which everybody on this machine can read in the list of processes",
          hint: "change it, and put the new one into ~/.pgpass or a file that PGPASSFILE names",
          .usage)
      case .malformed:
        throw CommandFailure(
          "the registry's URL holds spaces or characters that are not ASCII",
          hint: "write them as %20 and the like", .usage)
      }
    }
  }

  /// Does something with a registry, its refusals told for people.
  static func told<Result>(
    _ name: FileName, _ body: () throws(RegistryError) -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      throw failure(error, name.description)
    }
  }

  static func failure(_ error: RegistryError, _ name: String) -> CommandFailure {
    switch error {
    case .notARegistry(let detail):
      CommandFailure(
        "\(name): not a registry: \(detail)", hint: "make one with 'hcode registry init'", .data)
    case .unknownVersion(let version):
      CommandFailure(
        "\(name): version \(version) of the registry is newer than this program",
        hint: "update hcode", .data)
    case .full(let capacity, let left):
      CommandFailure(
        "\(name): \(left) of \(capacity) indexes are left, fewer than asked for",
        hint:
          "a desk takes another lease; a whole registry wants a new key ('hcode keygen', 'hcode registry init')",
        .unavailable)
    case .otherLease(let request, let count):
      CommandFailure(
        "\(name): \(request) has a lease of \(count) already",
        hint: "ask for \(count) to get it again, or under another name", .usage)
    case .deskMade(let request):
      CommandFailure(
        "\(name): a desk's file was made of the lease \(request) already; two would give each index twice",
        hint:
          "take a lease under another name; if that file never arrived and nobody has it, --again makes another",
        .usage)
    case .otherRows(let batch, let row):
      CommandFailure(
        "\(name): the batch \(batch) has other rows from row \(row) on, or the same ones with another --at or other options",
        hint:
          "under one name go the same rows in the same order; other people are a batch of their own, with another --as",
        .usage)
    case .neverLeased(let counters):
      CommandFailure(
        "\(name): \(counters.lowerBound)..\(counters.upperBound) were not all handed out",
        hint: "take a lease with 'hcode registry lease'", .usage)
    case .deskOnly:
      CommandFailure(
        "\(name): a desk's registry, which knows of its own codes only",
        hint: "do this in the registry that its lease came from", .usage)
    case .foreignDesk:
      CommandFailure(
        "not a desk's registry with a lease of \(name)",
        hint: "give a file that 'hcode registry lease -o' made from this registry", .data)
    case .neverIssued(let index):
      CommandFailure(
        "\(name): no code of index \(index) was ever issued from this registry",
        hint: "check the number; nothing was changed", .data)
    case .wouldImprove(let index, let from, let to):
      CommandFailure(
        "index \(index) is \(from.word), and \(to.word) would be better for its bearer",
        hint: from == .raisedToRed
          ? "the way out of red is a new code; nothing was changed"
          : "'hcode status clear' takes back what was a mistake; nothing was changed", .usage)
    case .nothingToClear(let index, let status):
      CommandFailure(
        "index \(index) is \(status.word), which is not cleared",
        hint: status == .raisedToRed
          ? "the way out of red is a new code; nothing was changed"
          : "only revoked and suspended codes are; nothing was changed", .usage)
    case .alreadyRecorded(let index):
      CommandFailure(
        "\(name): index \(index) has another code already",
        hint: "two desks use one lease, or a batch was changed: do not hand this code out", .data)
    case .notLater(let last):
      CommandFailure(
        "\(name): the last list was made at \(last.rfc3339), and this one would not be later",
        hint: "if it was not made just now, this clock is behind: set it", .configuration)
    case .busy:
      CommandFailure(
        "\(name): another process has held the registry for 30 seconds", hint: "try again",
        .unavailable)
    case .collision(let detail):
      CommandFailure("\(name): \(detail)", hint: "try again; nothing was changed", .unavailable)
    case .unreachable(let detail):
      CommandFailure(
        "\(name): \(detail)",
        hint:
          "nothing was changed; see whether the server is up and its address right, then try again",
        .unavailable)
    case .unknownOutcome:
      CommandFailure(
        "\(name): the server was lost while it made the change, and has not said whether it did",
        hint: "look with 'hcode registry show' or 'hcode status show' before you do it again",
        .unavailable)
    case .badAddress(let detail):
      CommandFailure(
        "the registry's URL: \(detail)",
        hint: "such as postgres://desk7@db.example/hcode?sslmode=verify-full", .usage)
    case .noPostgreSQLLibrary(let library):
      CommandFailure(
        "\(name): \(library) is not installed", hint: "apt-get install libpq5", .unavailable)
    case .alreadyThere(let table):
      CommandFailure(
        "\(name): has a table \(table) already",
        hint: "take an empty database, or a schema of its own: ?options=-csearch_path%3DNAME",
        .cannotCreate)
    case .noSpace:
      CommandFailure(
        "\(name): no space left on device", hint: "free some space; nothing was changed",
        .inputOutput)
    case .notPermitted(let detail):
      CommandFailure(
        "\(name): \(detail)",
        hint: PostgreSQLAddress.isMeant(by: name.utf8)
          ? "see PGPASSFILE or ~/.pgpass, pg_hba.conf, and what the role is granted"
          : "the file and its folder have to be yours to write", .noPermission)
    case .inputOutput(let detail):
      CommandFailure(
        "\(name): \(detail)", hint: "nothing was changed; look at the disk, then try again",
        .inputOutput)
    case .damaged(let detail):
      CommandFailure(
        "\(name): the registry is damaged: \(detail)", hint: "take it from the backup", .data)
    }
  }
}
