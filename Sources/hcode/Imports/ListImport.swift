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
      let texts = Language.forErrors.texts
      let lines =
        ["\(result.name): \(result.what): \(word)"]
        + result.passedOver.map { "  " + texts.passedOver($0) }
        + result.statusChanges.map { "  " + texts.changes($0) }
      try StandardOutput.write(lines.map(TerminalText.escaped).joined(separator: "\n"))
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
    for changes in result.statusChanges where changes.isUnusual {
      warn(texts.unusual(changes))
    }
    for refusal in result.refusedMembers { warn(texts.words(refusal).message) }
  }

  /// Tells of a URL that has what was accepted last.
  static func tellUnchanged(_ url: String, json: Bool) throws {
    guard json else {
      return try StandardOutput.write(
        TerminalText.escaped("\(url): " + Language.forErrors.texts.unchangedFile))
    }
    var object = JSONObject()
    object.add("file", url)
    object.add("outcome", word(.alreadyHeld))
    object.add("unchanged", true)
    try StandardOutput.write(object.line)
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
    if !result.passedOver.isEmpty { object.add("passed_over", result.passedOver) }
    if !result.statusChanges.isEmpty {
      object.add("status_changes", result.statusChanges.map(changes))
    }
    if !result.refusedMembers.isEmpty {
      object.add("refused_members", result.refusedMembers.map(\.detail))
    }
    return object
  }

  private static func changes(_ changes: StatusListChanges) -> JSONObject {
    var object = JSONObject()
    object.add("status_list", changes.list.name.description)
    object.add("authority", changes.list.authority.description)
    object.add("became_worse", UInt64(changes.worsened.values.reduce(0, +)))
    object.add("became_better_count", UInt64(changes.betterCount))
    object.add(
      "became_better",
      changes.improvements.map { code in
        var member = JSONObject()
        member.add("index", UInt64(code.index))
        member.add("before", code.before.word)
        member.add("after", code.after.word)
        return member
      })
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
    if URLFetching.isURL(name),
      let incoming = try incoming(from: name, FetchLimits(bytes: Bundle.maximumFileBytes))
    {
      return incoming
    }
    return try incoming(
      FileReading.beginning(
        of: name, limit: Bundle.maximumFileBytes, limitByFirst: ImportableFile.maximumBytes),
      name, url: nil)
  }

  /// What a URL gives; nil when the server has the version that the tag names.
  static func incoming(
    from url: FileName, _ limits: FetchLimits, unless tag: String? = nil,
    received: (Int) -> Void = { _ in }
  ) throws -> TrustHoldings.Incoming? {
    switch try URLFetching.file(url, limits, unless: tag.flatMap { EntityTag($0) }) {
    case .unchanged: return nil
    case .new(let bytes, let tag):
      received(bytes.count)
      return try incoming(bytes, url, url: url.description, tag: tag)
    }
  }

  /// What was read under that name.
  private static func incoming(
    _ bytes: [UInt8], _ name: FileName, url: String?, tag: EntityTag? = nil
  ) throws -> TrustHoldings.Incoming {
    do {
      return TrustHoldings.Incoming(
        name: name.description, file: try ImportableFile(bytes: bytes), url: url,
        entityTag: tag?.text)
    } catch {
      throw error.in(name)
    }
  }
}
