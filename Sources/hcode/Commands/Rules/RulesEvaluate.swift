import HCodeSystem
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeFormats

struct RulesEvaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate CertLogic expressions, one per line.",
    discussion: """
      Each line is an object with 'logic', an expression, and 'data', its input: a rule's data are {"payload": …, "external": …}. Each \
      answer is an object with 'value', or with 'error' if there is no value, and with 'issues' if a part is not CertLogic. The exit \
      status is 0 if every line was JSON.

      EXAMPLE
        echo '{"logic": {"+": [{"var": "a"}, 1]}, "data": {"a": 41}}' | hcode rules evaluate
      """)

  @Argument(
    help: ArgumentHelp("Lines of JSON; - for standard input.", valueName: "file"),
    completion: .file())
  var file = FileName("-")

  func run() throws {
    let bytes = try FileReading.bytes(of: file, limit: RuleSet.maximumFileBytes)
    for (number, line) in bytes.split(separator: 0x0A).enumerated() {
      guard case .object(let members)? = try? JSONValue(Array(line), maximumDepth: 128),
        let logic = members["logic"]
      else {
        throw RulesUseError.noLogic(line: number + 1).in(file)
      }
      try StandardOutput.write(Self.answer(CertLogicExpression(logic), members["data"] ?? .null))
    }
  }

  private static func answer(_ expression: CertLogicExpression, _ data: JSONValue) -> String {
    var members: JSONFields = [:]
    do { members["value"] = try expression.value(on: data).json } catch {
      members["error"] = .string(error.detail)
    }
    if !expression.issues.isEmpty {
      members["issues"] = .array(expression.issues.map { .string($0.message) })
    }
    return JSONText.encoded(.object(members))
  }
}
