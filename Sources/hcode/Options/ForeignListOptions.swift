import ArgumentParser
import HCodeCore

/// `trust import --format`: trust material of another format.
struct ForeignListOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The files are trust material of this format: "
        + CertificateFormat.foreign.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "format"))
  var format: ForeignFormatName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --format: a name for these files, beside others of the format; the same name replaces.",
      valueName: "name"))
  var source: ForeignSourceName?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --format: decide nothing by them after this long, such as 7d.", valueName: "time"))
  var valid: Duration?

  func validate() throws {
    if format == nil, source != nil || valid != nil {
      throw ValidationError("--source and --valid go with --format.")
    }
  }

  /// Takes all of the files or none, and tells of each.
  func take(
    _ names: [FileName], _ format: CertificateFormat, into store: TrustStore, at now: Timestamp,
    json: Bool
  ) throws -> [String] {
    try Self.take(
      names, format, source: source?.text, lifetime: valid?.seconds, into: store, at: now,
      json: json)
  }

  /// Fetches what came from a URL again, under the name and for the time that it has here.
  static func refresh(
    _ held: HeldForeignSource, url: String, in store: TrustStore, at now: Timestamp, json: Bool
  ) throws -> [String] {
    try take(
      [FileName(url)], held.facts.format, source: held.facts.source,
      lifetime: held.facts.lifetime, into: store, at: now, json: json)
  }

  private static func take(
    _ names: [FileName], _ format: CertificateFormat, source: String?, lifetime: Int64?,
    into store: TrustStore, at now: Timestamp, json: Bool
  ) throws -> [String] {
    let files = try names.map { name in
      try URLFetching.isURL(name)
        ? URLFetching.bytes(of: name, limit: ForeignSource.maximumFileBytes)
        : FileReading.bytes(of: name, limit: ForeignSource.maximumFileBytes)
    }
    let taken = try store.change { holdings in
      try zip(names, files).map { name, bytes in
        do {
          return try holdings.takeForeign(
            bytes, format, source: source, lifetime: lifetime, at: now,
            url: URLFetching.isURL(name) ? name.description : nil)
        } catch let refusal as ListRefusal {
          throw TrustImport.failure(
            TrustHoldings.RefusedFile(name: name.description, refusal: refusal))
        }
      }
    }
    return zip(names, taken).map { name, result in
      let (held, outcome) = result
      return json ? object(name, held, outcome).line : text(name, held, outcome)
    }
  }

  private static func object(
    _ name: FileName, _ held: HeldForeignSource, _ outcome: TrustHoldings.Outcome
  ) -> JSONObject {
    var object = JSONObject()
    object.add("file", name.description)
    object.add("what", held.facts.name)
    object.add("outcome", TrustImport.word(outcome))
    object.add("entries", UInt64(held.count))
    object.add("expires", held.facts.expires.rfc3339)
    object.add("left_out", held.leftOut)
    return object
  }

  private static func text(
    _ name: FileName, _ held: HeldForeignSource, _ outcome: TrustHoldings.Outcome
  ) -> String {
    let dated =
      held.isDated
      ? "" : ", not dated under a signature: an older file could not be told from a newer one"
    let first =
      "\(name.description): \(held.facts.name), \(held.count) entries: \(TrustImport.word(outcome).replacing("-", with: " ")), until \(LocalTime.text(held.facts.expires))\(dated)"
    return ([first] + held.leftOut.map { "  left out: " + $0 }).map(TerminalText.escaped)
      .joined(separator: "\n")
  }
}

/// A format that has trust material of its own.
struct ForeignFormatName: ExpressibleByArgument {
  let format: CertificateFormat

  init?(argument: String) {
    guard let format = CertificateFormat(rawValue: argument),
      CertificateFormat.foreign.contains(format)
    else { return nil }
    self.format = format
  }

  static var allValueStrings: [String] { CertificateFormat.foreign.map(\.rawValue) }
}

/// What tells files of one format apart: letters, digits, `.`, `_` and `-`.
struct ForeignSourceName: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    let isPlain = argument.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
        || ".-_".utf8.contains(byte)
    }
    guard (1...64).contains(argument.utf8.count), isPlain else { return nil }
    text = argument
  }
}
