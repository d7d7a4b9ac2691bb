import Glibc
import HCodeCore

/// A log's files, in a folder or below a URL.
struct LogPlace: TileSource {
  let name: FileName

  private func file(_ path: String) -> FileName { name.appending(Array(path.utf8)) }

  private var isURL: Bool { URLFetching.isURL(name) }

  /// The checkpoint that is published there.
  func checkpoint() throws -> [UInt8] { try bytes("checkpoint", limit: SignedNote.maximumBytes) }

  private func bytes(_ path: String, limit: Int) throws -> [UInt8] {
    try isURL
      ? URLFetching.bytes(of: file(path), limit: limit)
      : FileReading.bytes(of: file(path), limit: limit)
  }

  func bytes(of tile: LogTile) throws -> [UInt8]? {
    do {
      return try bytes(tile.path, limit: tile.maximumBytes)
    } catch let failure as CommandFailure {
      // curl does not tell a file that is not there from a server that does not answer; of a partial tile the full
      // one is asked for next, and its failure is told.
      if isURL ? !tile.isFull : failure.status == .noInput { return nil }
      throw failure
    }
  }
}

extension CommandFailure {
  /// A log that is not believed.
  init(_ refusal: LogRefusal, in place: String) {
    let hint =
      switch refusal.name {
      case .malformedCheckpoint: "is it a log, or a file of one?"
      case .wrongKey: "compare the key with the log's operator over another road"
      case .tooFewWitnesses: "ask the log's operator for the checkpoint with all cosignatures"
      case .rollback, .splitView, .inconsistent, .rewrittenEntry, .rewrittenTile:
        "keep both copies as evidence, and tell the log's witnesses and its issuers"
      case .missingTile, .malformedTile, .wrongRoot, .malformedEntry:
        "get the files again; if they stay so, tell the log's witnesses"
      case .notIncluded, .otherCode: "the proof proves nothing: ask its sender for the true one"
      }
    self.init("\(place): \(refusal.name.rawValue): \(refusal.detail)", hint: hint, .data)
  }
}
