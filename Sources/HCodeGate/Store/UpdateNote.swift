package import HCodeBase
import HCodeSystem

/// When a store was last updated from its URLs, and when that last failed and why. It is for the operator; no verdict depends on it.
package struct UpdateNote: Equatable, Sendable {
  /// The last update that had everything.
  package private(set) var succeeded: Timestamp?
  /// The last update that failed, and its first failure with the file or URL.
  package private(set) var failed: Failure?

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
  package private(set) var isFailing = false

  /// What a file says; nothing where it says nothing that can be read.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count >= 2, let time = Timestamp(rfc3339: String(parts[1])) else { continue }
      switch parts[0] {
      // The last line is of the last update, whatever its clock showed.
      case "succeeded": succeed(at: time)
      case "failed":
        fail(Failure(time: time, message: parts.count > 2 ? String(parts[2]) : ""))
      default: continue
      }
    }
  }

  package mutating func succeed(at time: Timestamp) {
    (succeeded, isFailing) = (time, false)
  }

  package mutating func fail(_ failure: Failure) {
    (failed, isFailing) = (failure, true)
  }

  var text: String {
    let success = succeeded.map { "succeeded \($0.rfc3339)\n" } ?? ""
    guard let failed else { return success }
    let line = failed.message.replacing("\n", with: " ")
    let message = String(decoding: line.utf8.prefix(Self.maximumMessageBytes), as: UTF8.self)
    let failure = "failed \(failed.time.rfc3339) \(message)\n"
    return isFailing ? success + failure : failure + success
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
      note.fail(UpdateNote.Failure(time: now, message: failure))
    } else {
      note.succeed(at: now)
    }
    try AtomicFile.write(
      Array(note.text.utf8), to: updateName, force: true, isNamedByArgument: false)
  }
}
