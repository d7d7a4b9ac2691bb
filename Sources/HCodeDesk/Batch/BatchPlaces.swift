package import HCodeSystem
import Glibc

/// Where a batch goes, told by the name of its output, and the files that lie beside it.
package struct BatchPlaces {
  package enum Kind: String {
    /// A picture a person, in a folder.
    case folder
    /// A JSON object a line, a row each.
    case lines
    case zip
    case tar
    /// Labels on sheets, as PDF, drawn from the lines when all are there.
    case sheet
    /// The lines on standard output; nothing is kept of how far it has come.
    case stream
  }

  package let output: FileName
  package let kind: Kind
  /// The lines that tell what was issued; for `lines` the output itself.
  package let results: FileName
  /// The rows that were not issued; nil for none.
  package let rejects: FileName?
  /// nil where a batch cannot go on after a kill.
  package let journal: FileName?

  package init(output: FileName, rejects: FileName?) {
    self.output = output
    kind =
      if output.isStandardStream {
        .stream
      } else {
        switch output.bytes.last == 0x2F ? "" : output.fileExtension {
        case "ndjson", "jsonl": .lines
        case "zip": .zip
        case "tar": .tar
        case "pdf": .sheet
        default: .folder
        }
      }
    func beside(_ ending: String) -> FileName { FileName(bytes: output.bytes + Array(ending.utf8)) }
    func inside(_ name: String) -> FileName { output.appending(Array(name.utf8)) }
    switch kind {
    case .folder:
      results = inside("issued.ndjson")
      self.rejects = rejects ?? inside("rejects.csv")
      journal = inside("batch.journal")
    case .stream:
      results = output
      self.rejects = rejects
      journal = nil
    case .lines, .zip, .tar, .sheet:
      results = kind == .lines ? output : beside(".issued.ndjson")
      self.rejects = rejects ?? beside(".rejects.csv")
      journal = beside(".journal")
    }
  }

  /// Refuses to begin where something is already: what stands there may be the only copy of somebody's codes.
  package func checkFree() throws {
    if kind == .folder {
      try AtomicFile.makeFolders(output, mode: 0o700)
      guard let entries = output.entries() else { throw FileError.notReadable(errno).in(output) }
      let own = journal.map { [$0.lastComponent] } ?? []
      if entries.contains(where: { !own.contains($0) }) {
        throw BatchError.folderNotEmpty.in(output)
      }
      guard output.withCString({ access($0, W_OK | X_OK) }) == 0 else {
        throw FileError.notWritten(errno).in(output)
      }
    } else if kind != .stream {
      for name in [output, results] {
        try AtomicFile.checkWritable(name, force: nil)
        try AtomicFile.checkWritable(BatchFile.part(of: name), force: nil)
      }
    }
    if let rejects { try AtomicFile.checkWritable(rejects, force: nil) }
  }
}
