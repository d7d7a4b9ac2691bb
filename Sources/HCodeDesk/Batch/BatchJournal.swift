package import HCodeBase
package import HCodeSystem
import Glibc

/// What a batch is, and how far it has come, in a file beside its output: lines of JSON, of each kind the last whole one counts.
/// With it a batch that was killed goes on as if it had not been.
///
/// It is locked while a batch runs, holds nothing about a person and no secret.
package final class BatchJournal {
  /// What makes two runs the same batch: it is written once, before the first code.
  package struct Head: Equatable {
    /// Drawn at random; names the batch to a registry.
    package var identifier: String
    /// When all its codes are issued, however long it takes.
    package var issuedAt: Timestamp
    package var keyIdentifier: String
    /// Where the indexes come from.
    package var indexes: String
    /// The options on which a code's bytes and place depend.
    package var settings: [String: String]

    package init(
      identifier: String,
      issuedAt: Timestamp,
      keyIdentifier: String,
      indexes: String,
      settings: [String: String]
    ) {
      self.identifier = identifier
      self.issuedAt = issuedAt
      self.keyIdentifier = keyIdentifier
      self.indexes = indexes
      self.settings = settings
    }
  }

  /// How far it has come: all before is on the disk.
  package struct Mark: Equatable {
    /// Rows that were read, issued or not.
    package var rows = 0
    package var rejected = 0
    package var place: BatchInput.Place?
    /// Bytes of each file that is appended to.
    package var sizes: [String: Int] = [:]
    /// All rows are done; what is left is to end the files and give them their names.
    package var isWhole = false
    /// Nothing is left.
    package var isDone = false

    package var issued: Int { rows - rejected }

    package init() {}
  }

  private static let version = 1
  /// A journal grows by a line a second, and one for each group of rows.
  private static let largest = 256 << 20

  private let name: FileName
  private let descriptor: Int32
  /// The batch that the file is of; nil for a new one.
  package private(set) var head: Head?
  /// The last mark.
  package private(set) var mark = Mark()
  /// What was read of the input, beyond the mark: codes of any of it may have left already.
  package private(set) var ahead: BatchInput.Prefix?

  /// Opens or makes it, and locks it.
  package init(_ name: FileName) throws {
    self.name = name
    descriptor = name.withCString {
      open($0, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard descriptor >= 0 else { throw FileError.notWritten(errno).in(name) }
    fchmod(descriptor, 0o600)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw BatchError.inUse.in(name)
    }
    try read()
  }

  deinit { close(descriptor) }

  /// Writes what the batch is. It is on the disk before this returns.
  package func begin(_ head: Head) throws {
    var object = JSONObject()
    object.add("hcode_batch", UInt64(Self.version))
    object.add("batch", head.identifier)
    object.add("issued_at", head.issuedAt.rfc3339)
    object.add("key_id", head.keyIdentifier)
    object.add("indexes", head.indexes)
    object.add("settings", Self.object(head.settings))
    try append(object)
    try AtomicFile.syncFolder(of: name)
    self.head = head
  }

  /// Notes how far it has come; what it tells has to be on the disk before.
  package func add(_ mark: Mark) throws {
    var object = JSONObject()
    object.add("rows", UInt64(mark.rows))
    object.add("rejected", UInt64(mark.rejected))
    if let place = mark.place {
      object.add("offset", UInt64(place.offset))
      object.add("line", UInt64(place.line))
      object.add("read", UInt64(place.prefix.bytes))
      object.add("digest", place.prefix.digest)
    }
    object.add("sizes", Self.object(mark.sizes.mapValues(String.init)))
    if mark.isWhole { object.add("whole", true) }
    if mark.isDone { object.add("done", true) }
    try append(object)
    self.mark = mark
  }

  /// Notes what was read of the input, before anybody can have a code of it: what goes on has to begin with the same. Not synced:
  /// a kill takes nothing that was written, and after a power cut the mark still tells what is done.
  package func add(ahead: BatchInput.Prefix) throws {
    var object = JSONObject()
    object.add("ahead", UInt64(ahead.bytes))
    object.add("digest", ahead.digest)
    try write(object)
    self.ahead = ahead
  }

  private static func object(_ members: [String: String]) -> JSONObject {
    var object = JSONObject()
    for (name, text) in members.sorted(by: { $0.key < $1.key }) { object.add(name, text) }
    return object
  }

  private func append(_ object: JSONObject) throws {
    try write(object)
    guard fdatasync(descriptor) == 0 else { throw BatchError.notWritten(errno).in(name) }
  }

  private func write(_ object: JSONObject) throws {
    guard FileDescriptor.writeAll(Array((object.line + "\n").utf8), to: descriptor) else {
      throw BatchError.notWritten(errno).in(name)
    }
  }

  // MARK: Reading

  private func read() throws {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError.notReadable(errno).in(name) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largest else { throw notOurs }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError.notReadable(errno).in(name) }
      filled += count
    }
    // A line that a kill cut off was not written.
    let whole = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard ftruncate(descriptor, off_t(whole)) == 0 else {
      throw BatchError.notWritten(errno).in(name)
    }
    let lines = bytes[..<whole].split(separator: 0x0A)
    guard let first = lines.first else { return }
    guard let head = Self.head(first) else { throw notOurs }
    self.head = head
    for line in lines.dropFirst().reversed() {
      if let ahead = Self.ahead(line) {
        self.ahead = self.ahead ?? ahead
      } else if let mark = Self.mark(line) {
        self.mark = mark
        break
      } else {
        throw notOurs
      }
    }
  }

  private var notOurs: InFile<BatchError> {
    BatchError.notAJournal.in(name)
  }

  private static func members(_ line: ArraySlice<UInt8>) -> JSONFields? {
    guard case .object(let members) = try? JSONValue(Array(line)) else { return nil }
    return members
  }

  private static func head(_ line: ArraySlice<UInt8>) -> Head? {
    guard let members = members(line), number(members["hcode_batch"]) == version,
      case .string(let identifier) = members["batch"],
      case .string(let time) = members["issued_at"],
      let issuedAt = Timestamp(rfc3339: time), case .string(let key) = members["key_id"],
      case .string(let indexes) = members["indexes"], let settings = texts(members["settings"])
    else { return nil }
    return Head(
      identifier: identifier, issuedAt: issuedAt, keyIdentifier: key, indexes: indexes,
      settings: settings)
  }

  private static func mark(_ line: ArraySlice<UInt8>) -> Mark? {
    guard let members = members(line), let rows = number(members["rows"]),
      let rejected = number(members["rejected"]), rejected <= rows,
      let sizes = texts(members["sizes"])
    else { return nil }
    var mark = Mark()
    (mark.rows, mark.rejected) = (rows, rejected)
    for (name, text) in sizes {
      guard let size = Int(text), size >= 0 else { return nil }
      mark.sizes[name] = size
    }
    if let offset = number(members["offset"]), let line = number(members["line"]),
      let read = number(members["read"]), case .string(let digest) = members["digest"]
    {
      mark.place = BatchInput.Place(
        offset: offset, line: line, prefix: BatchInput.Prefix(bytes: read, digest: digest))
    }
    mark.isWhole = members["whole"] == .boolean(true)
    mark.isDone = members["done"] == .boolean(true)
    return mark
  }

  private static func ahead(_ line: ArraySlice<UInt8>) -> BatchInput.Prefix? {
    guard let members = members(line), let bytes = number(members["ahead"]),
      case .string(let digest) = members["digest"]
    else { return nil }
    return BatchInput.Prefix(bytes: bytes, digest: digest)
  }

  private static func number(_ value: JSONValue?) -> Int? {
    guard case .number(let text) = value, let number = Int(text), number >= 0 else { return nil }
    return number
  }

  private static func texts(_ value: JSONValue?) -> [String: String]? {
    guard case .object(let members) = value else { return nil }
    var texts: [String: String] = [:]
    for (name, member) in members {
      guard case .string(let text) = member else { return nil }
      texts[name] = text
    }
    return texts
  }
}
