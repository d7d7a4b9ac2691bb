import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeRegistry

/// Which codes of a registry are meant.
struct CodeFilterOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "About this person, as given to 'hcode issue --subject'; - reads it from standard input.",
      valueName: "text"))
  var subject: String?

  @Option(
    name: .long,
    help: ArgumentHelp("With this index, or key id, colon and index.", valueName: "id"))
  var index: String?

  @Option(
    name: .long, help: ArgumentHelp("Issued by this officer.", valueName: "text"),
    transform: OfficerOptions.officer)
  var officer: OfficerPseudonym?

  @Option(
    name: .long, help: ArgumentHelp("Issued at this time or later (RFC 3339).", valueName: "time"),
    transform: Timestamp.option)
  var since: Timestamp?

  @Option(
    name: .long, help: ArgumentHelp("Issued before this time (RFC 3339).", valueName: "time"),
    transform: Timestamp.option)
  var before: Timestamp?

  func filter(of registry: Registry, _ name: FileName) throws -> CodeFilter {
    var filter = CodeFilter()
    filter.subject = try subject.map { try SubjectReference.hash($0, in: registry, name) }
    filter.index = try index.map { try CodeSelection.index($0, of: registry.identity) }
    filter.officer = officer
    filter.since = since
    filter.before = before
    return filter
  }
}

extension SubjectReference {
  /// The most bytes that are read of standard input.
  private static let longestInput = 4096

  /// For an option.
  static func option(_ text: String) throws -> SubjectReference {
    guard !FileName.holdsRawBytes(text), let subject = SubjectReference(text) else {
      throw ValidationError(.notAReference)
    }
    return subject
  }

  /// The hash of what was typed, or of the one line on standard input for `-`: what stands there no list of processes shows.
  static func hash(_ text: String, in registry: Registry, _ name: FileName) throws -> SubjectHash {
    var text = text
    if text == "-" {
      let bytes = try FileReading.bytes(of: FileName("-"), limit: longestInput)
      let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      guard lines.count == 1, let line = String(validating: lines[0], as: UTF8.self) else {
        throw OptionError.notOneReference
      }
      text = line
    }
    guard let subject = try? option(text) else {
      throw OptionError.subject
    }
    return try name.naming { () throws(RegistryError) in
      try registry.hash(of: subject)
    }
  }
}
