import HCodeBase
import HCodeGate
import HCodeSystem
import HCodeTrust

/// Takes signed lists, status lists, logs and bundles into a store.
enum ListImport {
  /// Takes the files and tells of each; throws a `RefusedFile`.
  static func take(
    _ incoming: [TrustHoldings.Incoming], pins: [TrustHoldings.Pin] = [], into store: TrustStore,
    at now: Timestamp, json: Bool
  ) throws -> [String] {
    let taken = try store.change { holdings in
      try holdings.take(incoming, pins: pins, at: now, object: store.object)
    }
    return taken.map { item in
      let word = word(item.outcome)
      guard json else {
        return TerminalText.escaped("\(item.name): \(item.what): \(word.replacing("-", with: " "))")
      }
      var object = JSONObject()
      object.add("file", item.name)
      object.add("what", item.what)
      object.add("outcome", word)
      return object.line
    }
  }

  /// What was done, in the word that programs rely on.
  static func word(_ outcome: TrustHoldings.Outcome) -> String {
    switch outcome {
    case .added: "added"
    case .replaced: "replaced"
    case .alreadyHeld: "already-held"
    }
  }

  /// A file or URL, read and told by its content.
  static func incoming(_ name: FileName) throws -> TrustHoldings.Incoming {
    let shown = name.description
    let isURL = URLFetching.isURL(name)
    let bytes =
      try isURL
      ? URLFetching.bytes(of: name, limit: Bundle.maximumFileBytes)
      : FileReading.beginning(
        of: name, limit: Bundle.maximumFileBytes, limitByFirst: ListFile.maximumBytes)
    do {
      return TrustHoldings.Incoming(
        name: shown, file: try ListFile(bytes: bytes), url: isURL ? shown : nil)
    } catch {
      throw error.in(name)
    }
  }
}
