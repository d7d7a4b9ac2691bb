import ArgumentParser
import HCodeCore

/// The values of `--for-status-list`.
enum StatusListNames {
  /// The names of 1 to 64 different lists. Refuses others; none where none is given.
  static func uris(_ texts: [String]) throws -> [StatusListURI] {
    if texts.count > 64 || Set(texts).count < texts.count {
      throw ValidationError(.statusListCount)
    }
    return try texts.map { text in
      guard let uri = StatusListURI(text) else { throw ValidationError(.notAStatusListName) }
      return uri
    }
  }
}
