import HCodeGate
import HCodeSystem
import ArgumentParser
import Glibc
import HCodeBase
import HCodeCore
import HCodeFormats
import HCodeTrust

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show everything that a code contains, unverified.",
    discussion: """
      Takes pictures, files of text, texts, or - for standard input. Nothing is verified, and each line says so: use 'hcode scan' for a \
      verdict. The exit status is 0 if everything could be read, 20 if a code is malformed, 30 if a picture was not searched to the end, \
      and 40 without a code.

      EXAMPLE
        hcode inspect code.png
      """)

  @Argument(
    help: ArgumentHelp("Pictures or texts, or -.", valueName: "image|text"), completion: .file())
  var inputs: [FileName]

  @Flag(name: .long, help: "One JSON object a line, for programs.")
  var json = false

  func validate() throws {
    if inputs.isEmpty {
      throw ValidationError(.noPictureOrText)
    }
  }

  func run() throws {
    var status = ExitStatus.green
    var parts = CardAssembler()
    for input in inputs {
      let found = try CodeTexts.read(input)
      for piece in found.texts.flatMap({ parts.take($0.text, part: $0.part) }) {
        status = status.graver(try show(piece))
      }
      if let doubt = found.doubt {
        status = status.graver(try show(doubt))
      } else if found.texts.isEmpty {
        Notice.noCode.tell("\(input.description): ")
        status = status.graver(.none)
      }
    }
    for piece in parts.finish() { status = status.graver(try show(piece)) }
    throw ExitCode(status.rawValue)
  }

  private func show(_ piece: CardAssembler.Piece) throws -> ExitStatus {
    switch piece {
    case .text(let text): return try show(text)
    case .verdict(let verdict, let format):
      var object = JSONObject()
      object.add("verified", false)
      object.add("format", format?.rawValue)
      object.add("malformed", verdict.reasons.first?.rawValue)
      if let detail = verdict.detail { object.add("detail", detail) }
      try write(object)
      return .forged
    }
  }

  /// What nobody looked at.
  private func show(_ doubt: Verdict) throws -> ExitStatus {
    var object = JSONObject()
    object.add("verified", false)
    object.add("undecided", doubt.reasons.first?.rawValue)
    if let detail = doubt.detail { object.add("detail", detail) }
    try write(object)
    return doubt.exitStatus
  }

  private func show(_ scanned: [UInt8]) throws -> ExitStatus {
    let text = CertificateLink.certificate(in: scanned) ?? scanned
    var object = JSONObject()
    object.add("verified", false)
    object.add("text", String(decoding: text.prefix(HealthCode.maximumCharacters), as: UTF8.self))
    var status = ExitStatus.green
    do {
      switch RecognisedText(text) {
      case .healthCode, .otherVersion: break
      case .foreign(let format): return try show(text, format, object)
      case .tooLong:
        throw MalformedCode(
          .tooExpensive, "\(text.count) bytes, more than \(InputBudget.textBytes)")
      case .notOffline, .webLink, .unknown: throw MalformedText()
      }
      let code = try HealthCode.decode(text)
      object.add("unverified_key_id", code.header.keyIdentifier.hex)
      object.add("algorithm", "Ed25519")
      object.add("payload_bytes", UInt64(code.message.payload.count))
      let claims = try code.unverifiedClaims()
      object.add("unverified_issuer", claims.issuer.description)
      object.add("unverified_status", claims.status.description)
      object.add("expires", claims.expires.rfc3339)
      VerdictJSON.add(claims, to: &object)
    } catch let malformed as MalformedCode {
      object.add("malformed", malformed.reason.rawValue)
      object.add("detail", malformed.detail)
      status = .forged
    } catch is MalformedText {
      object.add("malformed", VerdictReason.unknownFormat.rawValue)
      status = .none
    }
    try write(object)
    return status
  }

  /// A certificate of another format.
  private func show(
    _ text: [UInt8], _ format: CertificateFormat, _ beginning: JSONObject
  ) throws -> ExitStatus {
    var object = beginning
    var status = ExitStatus.green
    do {
      let statement = try ForeignStatement(unverified: text, format)
      object.add("format", statement.format.rawValue)
      object.add("unverified_issuer", statement.issuer)
      object.add("expires", statement.expires?.rfc3339)
      ForeignJSON.add(statement, to: &object)
    } catch {
      object.add("format", format.rawValue)
      object.add("malformed", error.reason.rawValue)
      object.add("detail", error.detail)
      status = .forged
    }
    try write(object)
    return status
  }

  private func write(_ object: JSONObject) throws {
    guard !json else { return try StandardOutput.write(object.line) }
    for line in object.lines {
      try StandardOutput.write("NOT VERIFIED  " + TerminalText.escaped(line))
    }
  }

  private struct MalformedText: Error {}
}
