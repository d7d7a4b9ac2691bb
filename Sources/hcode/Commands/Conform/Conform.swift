import ArgumentParser
import HCodeBase
import HCodeSystem

/// Speaks the protocol of the conformance kit (conformance/protocol.md). Its keys are made of published texts, and its stores are gone when the
/// answer is there: nothing that it does counts anywhere.
struct Conform: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Answer the questions of the conformance kit.",
    discussion: """
      Each line of standard input is a question, each line of standard output its answer (conformance/protocol.md). The command keeps \
      nothing and reads no file of yours. It signs with keys that everybody knows, so no scanner believes what it issues.

      EXAMPLE
        conformance/run conformance/clients/hcode
      """,
    shouldDisplay: false)

  func run() throws {
    let operations = ConformanceQuestion.Operation.allCases.map { JSONValue.string($0.rawValue) }
    try tell([
      "protocol": .number("1"), "client": .string("hcode"), "version": .string(Version.current),
      "ops": .array(operations),
    ])
    var lines = InputLines()
    while let line = try lines.next() {
      try tell(ConformanceQuestion.answer(to: line))
    }
  }

  private func tell(_ members: JSONFields) throws {
    try StandardOutput.write(JSONText.encoded(.object(members)))
  }
}
