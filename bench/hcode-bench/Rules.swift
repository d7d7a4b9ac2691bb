import Foundation
import HCodeBase
import HCodeFormats

/// `hcode-bench rules FILE [ROUNDS]`: works expressions that were read once, as a gate does, and prints the median CPU time
/// of one. FILE has lines of `{"logic": …, "data": …}`, as `hcode rules evaluate` takes them.
enum Rules {
  static func run(file: String, rounds: Int) throws {
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: file)))
    var work: [(CertLogicExpression, JSONValue)] = []
    for line in bytes.split(separator: 0x0A) {
      guard case .object(let members) = try JSONValue(Array(line), maximumDepth: 128),
        let logic = members["logic"], let data = members["data"]
      else { continue }
      work.append((CertLogicExpression(logic), data))
    }
    guard !work.isEmpty, rounds > 0 else { return }
    var times: [Double] = []
    var held = 0
    for _ in 0..<rounds {
      let start = Main.cpuSeconds()
      for (expression, data) in work where try expression.value(on: data).truth == true {
        held += 1
      }
      times.append((Main.cpuSeconds() - start) / Double(work.count))
    }
    times.sort()
    print(
      "us_per_code=\(times[times.count / 2] * 1e6) expressions=\(work.count) held=\(held / rounds)")
  }
}
