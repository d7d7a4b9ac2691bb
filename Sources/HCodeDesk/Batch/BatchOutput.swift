package import HCodeBase
import HCodeSystem
import Glibc

/// Where the codes of a batch are written to. What is appended to is known by its size; a picture in a folder by its name.
package final class BatchOutput {
  private let places: BatchPlaces
  private let sheet: BatchSheet?
  private let time: Timestamp
  private let results: BatchFile?
  private let rejects: BatchFile?
  private let archive: BatchFile?
  /// Whether pictures of an earlier run may lie in the folder.
  private let isResumed: Bool
  private var pending: [UInt8] = []

  /// Opens the files as far as they go.
  package init(
    _ places: BatchPlaces, sheet: BatchSheet?, at time: Timestamp, mark: BatchJournal.Mark,
    isResumed: Bool
  ) throws {
    self.places = places
    self.sheet = sheet
    self.time = time
    self.isResumed = isResumed
    func file(_ name: FileName, _ key: String) throws -> BatchFile {
      try BatchFile(name, size: mark.sizes[key], mayBeFinished: mark.isWhole)
    }
    results = places.kind == .stream ? nil : try file(places.results, "results")
    rejects = try places.rejects.map { try file($0, "rejects") }
    archive =
      places.kind == .zip || places.kind == .tar ? try file(places.output, "archive") : nil
  }

  /// Bytes of each file that is appended to.
  package var sizes: [String: Int] {
    var sizes: [String: Int] = [:]
    sizes["results"] = results?.size
    sizes["rejects"] = rejects?.size
    sizes["archive"] = archive?.size
    return sizes
  }

  /// Writes what became of a row: its picture first, then the line that speaks of it.
  package func write(_ result: BatchResult) throws {
    if let picture = result.picture {
      switch places.kind {
      case .folder: try writeFile(picture.bytes, picture.name)
      case .zip:
        try archive?.append(archived(ZipArchive.entry(picture.name, picture.bytes, at: time)))
      case .tar:
        try archive?.append(archived(TarArchive.entry(picture.name, picture.bytes, at: time)))
      case .lines, .stream, .sheet: break
      }
    } else if isResumed, places.kind == .folder {
      // The row may have been issued in what the earlier run had not noted yet.
      for name in BatchIssuer.pictureNames(row: result.row) {
        _ = places.output.appending(Array(name.utf8)).withCString(unlink)
      }
    }
    if let results {
      if places.kind == .lines || result.fault == nil { try results.append(result.line) }
    } else {
      pending += result.line
    }
  }

  /// Writes a line of the file of rejected rows.
  package func reject(_ line: String, header: () -> String) throws {
    guard let rejects else { return }
    // Without the mark a spreadsheet would not take it for UTF-8.
    if rejects.size == 0 { try rejects.append(Array(("\u{FEFF}" + header()).utf8)) }
    try rejects.append(Array(line.utf8))
  }

  /// Hands on what goes to standard output.
  package func flush() throws {
    guard !pending.isEmpty else { return }
    try StandardOutput.write(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Puts all of it on the disk.
  package func sync() throws {
    for file in [archive, results, rejects] { try file?.sync() }
    guard places.kind == .folder else { return }
    let folder = places.output.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else { throw BatchError.notWritten(errno).in(places.output) }
    defer { close(folder) }
    // One call for thousands of files; asking for each of them would take longer than issuing it.
    guard Linux.syncFileSystem(folder) else { throw BatchError.notWritten(errno).in(places.output) }
  }

  /// Ends the files and gives them their names, the output last.
  package func finish() throws {
    if let archive, !archive.isFinished {
      switch places.kind {
      case .zip:
        try ZipArchive.end(length: archive.size, read: archive.read, write: archive.append)
      default: try archive.append(TarArchive.end)
      }
    }
    try rejects?.finish(keepsEmpty: false)
    try results?.finish(keepsEmpty: true)
    try archive?.finish(keepsEmpty: true)
    if let sheet, results?.size != 0 {
      try sheet.draw(places.results, to: places.output, at: time)
    }
  }

  private func archived(_ entry: [UInt8]?) throws -> [UInt8] {
    guard let entry else {
      throw BatchError.tooLargeForArchive
    }
    return entry
  }

  /// A picture under its name, whole or not at all.
  private func writeFile(_ bytes: [UInt8], _ name: String) throws {
    let beside = places.output.appending(Array(".part".utf8))
    let file = places.output.appending(Array(name.utf8))
    let descriptor = beside.withCString {
      open($0, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw BatchError.notWritten(errno).in(file) }
    fchmod(descriptor, 0o600)
    let isWritten = FileDescriptor.writeAll(bytes, to: descriptor)
    let error = errno
    guard close(descriptor) == 0, isWritten else {
      _ = beside.withCString(unlink)
      throw BatchError.notWritten(isWritten ? errno : error).in(file)
    }
    guard beside.withCString({ from in file.withCString { rename(from, $0) } }) == 0 else {
      throw BatchError.notWritten(errno).in(file)
    }
  }
}
