import HCodeDesk
import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore

struct LogAppend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: "Write entries into a log, for issuers with a program of their own.",
    discussion: """
      Reads one JSON object a line (docs/log.md §2) and prints the index of each entry once all of them are on the disk: all are \
      taken or none. 'hcode approve', 'issue' and 'status set' write their entries themselves. What is \
      appended is published with the next 'hcode log checkpoint'.

      EXAMPLE
        hcode log append /srv/log <entries.jsonl
      """)

  @OptionGroup var log: LogFolderArgument

  @Argument(
    help: ArgumentHelp("The entries; standard input unless said.", valueName: "file"),
    completion: .file())
  var entries = FileName("-")

  @OptionGroup var assurance: ClockAssurance

  /// A million entries.
  private static let longestInput = 1 << 30

  func run() throws {
    let bytes = try FileReading.bytes(of: entries, limit: Self.longestInput)
    var read: [LogEntry] = []
    for (number, line) in bytes.split(separator: 0x0A).enumerated() {
      do {
        read.append(try LogEntry(json: Array(line)))
      } catch {
        throw LogUseError.malformedEntry(error, line: number + 1, of: entries)
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
