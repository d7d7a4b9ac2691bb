import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore

struct LogAppend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: "Write signed entries into a log, for issuers that have their own program.",
    discussion: """
      Reads one entry per line: a signed act (docs/log.md §2) in Base64, as 'hcode log export --json' shows it under "entry". Accepts \
      all entries or none, and prints the index of each once they are on the disk. With --signer or --store it checks the signatures \
      first. 'hcode approve', 'issue' and 'status' write their entries themselves. The next 'hcode log checkpoint' publishes what was \
      appended. A desk's log is refused: its entries wait in the registry, and 'hcode desk publish' moves them.

      EXAMPLE
        hcode log append /srv/log --signer DESK-7.pub --signer DESK-9.pub <entries.txt
      """)

  @OptionGroup var log: LogFolderArgument

  @Argument(
    help: ArgumentHelp("The entries. Default: standard input.", valueName: "file"),
    completion: .file())
  var entries = FileName("-")

  @OptionGroup var signers: SignerOptions
  @OptionGroup var assurance: ClockAssurance

  /// Over a million entries.
  private static let longestInput = 1 << 30

  func run() throws {
    // The desk would take a change that its registry does not know for one of a newer registry, and go on no more.
    guard !log.folder.isOfDesk else { throw ValidationError(.logOfDesk) }
    let keys = try signers.keys()
    let bytes = try FileReading.bytes(of: entries, limit: Self.longestInput)
    var read: [SignedAct] = []
    for (number, line) in bytes.split(separator: 0x0A).enumerated() {
      func refuse(_ detail: String) -> LogUseError {
        .malformedEntry(SignedAct.Malformed(detail: detail), line: number + 1, of: entries)
      }
      guard let encoded = Base64.decode(String(decoding: line, as: UTF8.self)) else {
        throw refuse("it is not Base64 of a signed act")
      }
      do { read.append(try SignedAct(encoded)) } catch { throw refuse(error.detail) }
      if !keys.isEmpty, let entry = read.last, !keys.hold(entry) {
        throw refuse("its signatures are not those of keys that are known and may do this")
      }
    }
    guard !read.isEmpty else {
      throw LogUseError.noEntry.in(entries)
    }
    let now = try Timestamp.now()
    let first = try log.folder.append(read) {
      try assurance.check(now, .clock, $0, of: log.folder.folder)
    }
    try StandardOutput.write(
      read.indices.map { String(first + UInt64($0)) }.joined(separator: "\n"))
  }
}
