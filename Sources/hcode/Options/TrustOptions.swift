import ArgumentParser
import Glibc
import HCodeCore

/// `--trust`, and where keys are looked for without it.
struct TrustOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A public key file to accept, or a folder of *.pub files; may be repeated.",
      discussion:
        "Without it: $HCODE_TRUST (paths separated by ':'), then $XDG_DATA_HOME/hcode/trust.",
      valueName: "file|dir"),
    completion: .file(extensions: ["pub"]))
  var trust: [FileName] = []

  /// The keys to accept. A place that was named has to be there and to hold keys; the default place need not.
  func load() throws -> TrustedKeys {
    var trusted = TrustedKeys()
    var named = trust
    if named.isEmpty, let variable = Environment["HCODE_TRUST"] {
      named = variable.split(separator: ":").map { FileName(String($0)) }
    }
    if named.isEmpty {
      let folder = Self.defaultFolder
      if folder.withCString({ access($0, F_OK) }) == 0 { try add(folder, to: &trusted) }
      return trusted
    }
    for place in named { try add(place, to: &trusted) }
    return trusted
  }

  static var defaultFolder: FileName {
    if let data = Environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return FileName(data + "/hcode/trust")
    }
    return FileName((Environment["HOME"] ?? "") + "/.local/share/hcode/trust")
  }

  private func add(_ place: FileName, to trusted: inout TrustedKeys) throws {
    guard let directory = place.withCString({ opendir($0) }) else {
      guard errno == ENOTDIR else { throw FileReading.failure(errno, place) }
      return try addFile(place, to: &trusted)
    }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name.first != 0x2E, name.suffix(4).elementsEqual(".pub".utf8) { names.append(name) }
    }
    guard !names.isEmpty || trust.isEmpty else {
      throw CommandFailure(
        "\(place.description): no *.pub file in this folder",
        hint: "put the issuers' public key files there", .configuration)
    }
    for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try addFile(place.appending(name), to: &trusted)
    }
  }

  private func addFile(_ name: FileName, to trusted: inout TrustedKeys) throws {
    let key = try PublicKey.read(name)
    do {
      try trusted.insert(key)
    } catch {
      throw CommandFailure(
        "\(name.description): another file says something else under key id \(error.keyIdentifier.hex)",
        hint: "keep the newer of the two files", .configuration)
    }
  }
}
