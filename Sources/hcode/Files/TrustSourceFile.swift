import ArgumentParser
import Glibc
import HCodeCore
import HCodeTrust

/// `--source`: the file that an authority edits, and that its lists are built from.
struct TrustSourceOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The source of the trust list.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var source = FileName("trust.json")

  /// Reads the source, changes it and writes it back, whole or not at all. What the change did to it is checked first.
  func edit(_ change: (inout TrustListSource) throws -> Void) throws {
    let file = try TrustSourceFile(source)
    var new = file.content
    try change(&new)
    try file.replace(with: new)
  }
}

/// A source as it was read.
struct TrustSourceFile {
  let name: FileName
  let content: TrustListSource
  private let bytes: [UInt8]

  init(_ name: FileName) throws {
    self.name = name
    let isMissing = name.withCString { access($0, F_OK) } != 0 && errno == ENOENT
    guard name.isStandardStream || !isMissing else {
      throw CommandFailure(
        "\(name.description): no such file",
        hint: "make it with 'hcode trust init', or name it with --source", .noInput)
    }
    bytes = try FileReading.bytes(of: name, limit: TrustListSource.maximumFileBytes)
    guard !SecretKeyFile.isSecretKeyFile(bytes) else {
      throw CommandFailure(
        "\(name.description): this is a secret key, not the source of a trust list", .data)
    }
    do {
      content = try TrustListSource(json: bytes)
    } catch {
      throw Self.failure(error, name)
    }
  }

  /// Writes the new content; refuses what could not be built, and to undo what somebody else wrote meanwhile.
  func replace(with new: TrustListSource) throws {
    guard !name.isStandardStream else {
      throw CommandFailure("standard input cannot be changed", hint: "give --source FILE", .usage)
    }
    let text = Array(new.json.utf8)
    do {
      // As strictly as it will be read the next time.
      guard try TrustListSource(json: text) == new else {
        throw CommandFailure("\(name.description): would not read as it was written", .software)
      }
    } catch let fault as TrustListSource.Fault {
      throw Self.failure(fault, name, "after this change ")
    }
    guard try FileReading.bytes(of: name, limit: TrustListSource.maximumFileBytes) == bytes else {
      throw CommandFailure(
        "\(name.description): was changed by somebody else meanwhile", hint: "run this again",
        .inputOutput)
    }
    if text != bytes { try AtomicFile.write(text, to: name, force: true) }
  }

  static func failure(
    _ fault: TrustListSource.Fault, _ name: FileName, _ when: String = ""
  ) -> CommandFailure {
    let place = fault.path.isEmpty ? "" : fault.path + ": "
    return CommandFailure(
      "\(name.description): \(when)\(place)\(fault.detail)",
      hint: when.isEmpty
        ? "mend it there; docs/trust.md §3 describes the file" : "nothing was written", .data)
  }
}
