import Foundation
import Testing

/// A file of texts beside the tests, so that a review shows each change of wording.
///
/// To record it again after a change that is meant: `HCODE_RECORD=1 swift test --filter HCodeCommandTests`.
enum Snapshot {
  static func expect(_ text: String, is name: String, sourceFile: String = #filePath) throws {
    let file = URL(fileURLWithPath: sourceFile).deletingLastPathComponent()
      .appendingPathComponent("Snapshots").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["HCODE_RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let (new, old) = (text.split(separator: "\n"), recorded.split(separator: "\n"))
    for line in new.difference(from: old) {
      switch line {
      case .insert(_, let text, _): Issue.record("not in \(name): \(text)")
      case .remove(_, let text, _): Issue.record("only in \(name): \(text)")
      }
    }
  }
}
