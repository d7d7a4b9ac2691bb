import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeRegistry
import HCodeTrust

/// Colours in options.
enum StatusWords {
  /// The colours, of one option or several; nil when there are none.
  static func set(_ options: [String]) throws -> Set<HealthStatus>? {
    guard !options.isEmpty else { return nil }
    var statuses: Set<HealthStatus> = []
    for word in options.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      guard let status = HealthStatus(word: CellWords.word(String(word))) else {
        throw ValidationError(.notStatuses)
      }
      guard statuses.insert(status).inserted else {
        throw ValidationError(.namedTwice("--status", String(word)))
      }
    }
    return statuses
  }
}
