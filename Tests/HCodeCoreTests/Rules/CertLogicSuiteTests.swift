@testable import HCodeBase
@testable import HCodeFormats
import Testing

/// The published test suites of CertLogic 1.3.3, as far as they lie in the corpus.
@Suite(.corpus)
struct CertLogicSuiteTests {
  private static let folder = "dcc/certlogic/"

  @Test func `every assertion of the published test suite holds`() throws {
    var held = 0
    var skipped = 0
    for (name, suite) in try Corpus.values(in: Self.folder + "testSuite") {
      for testCase in suite["cases"]?.elements ?? [] {
        for assertion in testCase["assertions"]?.elements ?? [] {
          // The directive stands on a suite, a case or an assertion.
          let directives = [suite, testCase, assertion].compactMap { $0["directive"]?.text }
          guard !directives.contains("skip") else {
            skipped += 1
            continue
          }
          let json = try #require(
            assertion["certLogicExpression"] ?? testCase["certLogicExpression"])
          let data = try #require(assertion["data"])
          let value = try CertLogicExpression(json).value(on: data).json
          #expect(value == assertion["expected"], "\(name): \(json) on \(data)")
          held += 1
        }
      }
    }
    print("CertLogic test suite: \(held) assertions, \(skipped) more carry the directive skip")
    #expect(held >= 89)
  }

  @Test func `every case of the published validation suite gives its issues`() throws {
    var count = 0
    for (name, suite) in try Corpus.values(in: Self.folder + "validation-testSuite") {
      for testCase in suite["cases"]?.elements ?? [] {
        let json = try #require(testCase["certLogicExpression"])
        let issues = CertLogicExpression(json).issues
        let expected = testCase["issues"]?.elements ?? []
        #expect(issues.map(\.message) == expected.map { $0["message"]?.text }, "\(name): \(json)")
        #expect(issues.map(\.expression) == expected.map { $0["expr"] }, "\(name): \(json)")
        count += 1
      }
    }
    print("CertLogic validation suite: \(count) cases")
    #expect(count >= 12)
  }

  @Test func `every rule test that countries published gives the expected value`() throws {
    var rules = 0
    var tests = 0
    for (name, file) in try Corpus.values(in: "dcc/rules") {
      for entry in file["rules"]?.elements ?? [] {
        let logic = CertLogicExpression(try #require(entry["rule"]?["Logic"]))
        #expect(logic.issues.isEmpty)
        rules += 1
        for test in entry["tests"]?.elements ?? [] {
          let data = JSONValue.object([
            "payload": try #require(test["payload"]), "external": try #require(test["external"]),
          ])
          #expect(
            try logic.value(on: data).json == test["expected"],
            "\(name) \(entry["rule"]?["Identifier"]?.text ?? ""): \(test["name"]?.text ?? "")")
          tests += 1
        }
      }
    }
    print("rule tests: \(tests) of \(rules) rules")
    #expect(tests >= 818)
  }
}
