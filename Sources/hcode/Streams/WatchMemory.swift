import HCodeSystem
import HCodeTrust
import Glibc
import HCodeBase

/// Which files of a watched folder were judged, so that each is judged once, after a restart too.
///
/// A file of records below `$XDG_STATE_HOME/hcode/watch`, named by the digest of the folder's path. A record is a file's
/// identity and nothing else: a checkpoint keeps no journal of people. A record is appended once its line was printed, so a
/// crash between the two judges a picture twice and never not at all. What is no longer in the folder is forgotten at
/// each start and whenever half of the records may be of that kind, by writing the file anew, whole or not at all.
final class WatchMemory {
  private static let header = Array("hcode watched 1\n".utf8)
  /// Records that are let grow before it is looked which of them are still wanted.
  private static let slack = 4096
  /// 64 million files.
  private static let limit = 1 << 31

  private let watched: FileName
  private let file: FileName
  private var known: Set<FileIdentity> = []
  private var appended = 0
  private var descriptor: Int32 = -1

  /// What is remembered of the folder; nobody else may watch it meanwhile.
  init(of watched: FileName) throws {
    self.watched = watched
    let path = try Self.path(of: watched)
    let folder = Environment.stateFolder("watch")
    try Self.make(folder)
    let name = Array(Digest(of: path.bytes).hex.utf8)
    file = folder.appending(name)
    try Self.lock(folder.appending(name + Array(".lock".utf8)), watched)
    let isThere = file.withCString { access($0, F_OK) } == 0
    if isThere { known = Self.records(try FileReading.bytes(of: file, limit: Self.limit)) }
    try compact()
  }

  /// Whether the file was judged in this state.
  func contains(_ identity: FileIdentity) -> Bool { known.contains(identity) }

  /// Remembers that it was.
  func insert(_ identity: FileIdentity) throws {
    guard known.insert(identity).inserted else { return }
    guard FileDescriptor.writeAll(identity.bytes, to: descriptor) else {
      throw FileError.notWritten(errno).in(file)
    }
    appended += 1
    if appended > Self.slack, appended > known.count / 2 { try compact() }
  }

  /// Forgets what is no longer in the folder.
  private func compact() throws {
    var there: Set<FileIdentity> = []
    for name in watched.entries() ?? [] {
      var status = stat()
      guard watched.appending(name).withCString({ lstat($0, &status) }) == 0 else { continue }
      there.insert(FileIdentity(status))
    }
    known.formIntersection(there)
    appended = 0
    let bytes = Self.header + known.flatMap(\.bytes)
    try bytes.withUnsafeBytes { try AtomicFile.write($0, to: file, mode: 0o600, force: true) }
    if descriptor >= 0 { close(descriptor) }
    descriptor = file.withCString { open($0, O_WRONLY | O_APPEND | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(file) }
  }

  /// A record that a power cut left half written is none; a file that is not ours holds none.
  private static func records(_ bytes: [UInt8]) -> Set<FileIdentity> {
    guard bytes.starts(with: header) else { return [] }
    let count = FileIdentity.byteCount
    return Set(
      stride(from: header.count, through: bytes.count - count, by: count).compactMap {
        FileIdentity(bytes[$0..<$0 + count])
      })
  }

  /// The one path of a folder, however it was named.
  private static func path(of folder: FileName) throws -> FileName {
    guard let path = folder.withCString({ realpath($0, nil) }) else {
      throw FileError.notReadable(errno).in(folder)
    }
    defer { free(path) }
    return FileName(
      bytes: UnsafeBufferPointer(start: path, count: strlen(path)).map(UInt8.init(bitPattern:)))
  }

  private static func make(_ folder: FileName) throws {
    do {
      try AtomicFile.makeFolders(folder, mode: 0o700)
    } catch let error as InFile<FileError> {
      throw StreamError.noMemory(error.failure).in(error.file)
    }
  }

  /// Held until the process ends.
  private static func lock(_ name: FileName, _ watched: FileName) throws {
    let descriptor = name.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(name) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw StreamError.folderInUse.in(watched)
    }
  }
}
