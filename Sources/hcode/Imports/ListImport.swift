import HCodeBase
import HCodeCore
import HCodeGate
import HCodeSystem
import HCodeTrust

/// Takes signed lists, status lists, logs and bundles into a store.
enum ListImport {
  /// Takes the files, each on its own.
  static func take(
    _ incoming: [TrustHoldings.Incoming], pins: [TrustHoldings.Pin] = [], into store: TrustStore,
    at now: Timestamp
  ) throws -> [ImportResult] {
    try store.change { holdings in
      holdings.take(incoming, pins: pins, at: now, object: store.object)
    }
  }

  /// Tells of a file: what was done, and a warning for each refusal that keeps it out for nobody else. A refusal of the file itself is
  /// for the caller to tell.
  static func tell(_ result: ImportResult, json: Bool) throws {
    if json {
      try StandardOutput.write(object(result).line)
    } else if result.refusal == nil, let outcome = result.outcome {
      let word = word(outcome).replacing("-", with: " ")
      try StandardOutput.write(TerminalText.escaped("\(result.name): \(result.what): \(word)"))
    }
    let texts = Language.forErrors.texts
    func warn(_ text: String) { StandardError.write("hcode: warning: \(result.name): " + text) }
    if result.refusal == nil {
      for one in result.authorities {
        guard case .failure(let refusal) = one.outcome else { continue }
        warn(texts.refused(by: one.authority.description, refusal))
      }
    }
    for key in result.droppedKeys { warn(texts.droppedKey(key)) }
    for refusal in result.refusedMembers { warn(texts.words(refusal).message) }
  }

  private static func object(_ result: ImportResult) -> JSONObject {
    var object = JSONObject()
    object.add("file", result.name)
    object.add("what", result.what)
    if let refusal = result.refusal {
      object.add("refusal", refusal.name.rawValue)
    } else {
      object.add("outcome", result.outcome.map(word))
    }
    object.add(
      "outcomes",
      result.authorities.map { one in
        var member = JSONObject()
        member.add("authority", one.authority.description)
        member.add("pinned", one.isPinned)
        switch one.outcome {
        case .success(let outcome): member.add("outcome", word(outcome))
        case .failure(let refusal): member.add("refusal", refusal.name.rawValue)
        }
        return member
      })
    if !result.droppedKeys.isEmpty { object.add("dropped_keys", result.droppedKeys.map(\.hex)) }
    if !result.refusedMembers.isEmpty {
      object.add("refused_members", result.refusedMembers.map(\.detail))
    }
    return object
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
    let isURL = URLFetching.isURL(name)
    let bytes =
      try isURL
      ? URLFetching.bytes(of: name, limit: Bundle.maximumFileBytes)
      : FileReading.beginning(
        of: name, limit: Bundle.maximumFileBytes, limitByFirst: ImportableFile.maximumBytes)
    return try incoming(bytes, name, url: isURL ? name.description : nil)
  }

  /// What was read under that name.
  static func incoming(
    _ bytes: [UInt8], _ name: FileName, url: String?
  ) throws -> TrustHoldings.Incoming {
    do {
      return TrustHoldings.Incoming(
        name: name.description, file: try ImportableFile(bytes: bytes), url: url)
    } catch {
      throw error.in(name)
    }
  }
}
