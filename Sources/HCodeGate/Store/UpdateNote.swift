package import HCodeBase
package import HCodeSystem

/// When a store was last updated from its URLs, and when that last failed and why. It is for the operator; no verdict depends on it.
package struct UpdateNote: Equatable, Sendable {
  /// The last update that had everything.
  package var succeeded: Timestamp?
  /// The last update that failed, and its first failure with the file or URL.
  package var failed: Failure?

  package struct Failure: Equatable, Sendable {
    package var time: Timestamp
    package var message: String

    package init(time: Timestamp, message: String) {
      self.time = time
      self.message = message
    }
  }

  /// None so far.
  package init() {}

  private static let maximumMessageBytes = 1024

  /// Whether the last update failed.
  package var isFailing: Bool {
    guard let failed else { return false }
    return succeeded.map { $0 < failed.time } ?? true
  }

  /// What a file says; nothing where it says nothing that can be read.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count >= 2, let time = Timestamp(rfc3339: String(parts[1])) else { continue }
      switch parts[0] {
      case "succeeded": succeeded = time
      case "failed":
        failed = Failure(time: time, message: parts.count > 2 ? String(parts[2]) : "")
      default: continue
      }
    }
  }

  var text: String {
    let success = succeeded.map { "succeeded \($0.rfc3339)\n" } ?? ""
    guard let failed else { return success }
    let line = failed.message.replacing("\n", with: " ")
    let message = String(decoding: line.utf8.prefix(Self.maximumMessageBytes), as: UTF8.self)
    return success + "failed \(failed.time.rfc3339) \(message)\n"
  }
}

extension TrustStore {
  private var updateName: FileName { folder.appending(Array("update".utf8)) }

  /// What was noted of updates; an empty note where there is none that can be read.
  package var updateNote: UpdateNote {
    let bytes = try? FileReading.bytes(of: updateName, limit: 4096)
    return UpdateNote(String(decoding: bytes ?? [], as: UTF8.self))
  }

  /// Notes how an update went. Where there is no store nothing is noted.
  package func noteUpdate(at now: Timestamp, failure: String?) throws {
    guard exists else { return }
    var note = updateNote
    if let failure {
      note.failed = UpdateNote.Failure(time: now, message: failure)
    } else {
      note.succeeded = now
    }
    try AtomicFile.write(
      Array(note.text.utf8), to: updateName, force: true, isNamedByArgument: false)
  }
}
