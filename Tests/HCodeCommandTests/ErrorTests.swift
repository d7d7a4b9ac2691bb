import ArgumentParser
import HCodeCore
import Testing

@testable import hcode

/// The standard library's own, behind its `print` of enumerations.
@_silgen_name("swift_EnumCaseName")
private func enumCaseName<Value>(_ value: Value) -> UnsafePointer<CChar>?

@Suite struct ErrorTests {
  @Test func `what is said of every error, and its exit status, are those that were reviewed`()
    throws
  {
    var lines: [String] = []
    for error in try ErrorSamples().all {
      lines.append("\(Self.name(of: error))  \(error.exitStatus.rawValue)")
      for language in Language.all {
        let words = ErrorReport.words(of: error, in: language.texts)
        lines.append("  \(language.tag)  \(words.message)")
        if let hint = words.hint { lines.append("      \(hint)") }
      }
    }
    for fault in try ErrorSamples().usageFaults {
      lines.append("UsageFault.\(String(describing: fault).prefix { $0.isLetter || $0.isNumber })")
      for language in Language.all {
        lines.append("  \(language.tag)  \(language.texts.sentence(fault))")
      }
    }
    try Snapshot.expect(lines.joined(separator: "\n") + "\n", is: "errors.txt")
  }

  @Test func `an error ends with a status of sysexits, and says as much in every language`() throws
  {
    for error in try ErrorSamples().all {
      // A picture whose reading a budget ended may hold anything.
      let isUndecided = Self.name(of: error).hasSuffix(".tooExpensive")
      #expect(isUndecided == (error.exitStatus == .undecided))
      #expect(isUndecided || error.exitStatus.rawValue >= hcode.ExitStatus.usage.rawValue)
      let words = Language.all.map { ErrorReport.words(of: error, in: $0.texts) }
      for said in words {
        #expect(!said.message.isEmpty && said.hint?.isEmpty != true)
        #expect((said.hint == nil) == (words[0].hint == nil), "\(error)")
      }
    }
  }

  /// Options of other programs that a hint tells to run.
  private static let foreignOptions: Set<String> = ["--utc", "--set"]

  @Test func `hints and messages name options that exist`() throws {
    var help = ""
    do { _ = try HCode.parseAsRoot(["--experimental-dump-help"]) } catch {
      help = HCode.fullMessage(for: error)
    }
    let names = Set(
      help.matches(of: #/"kind" *: *"long",\s*"name" *: *"([a-z0-9-]+)"/#).map { "--" + $0.1 })
    #expect(names.contains("--pdf-password-file") && names.contains("--store") && names.count > 100)
    var texts: [String] = []
    for language in Language.all {
      for error in try ErrorSamples().all {
        let words = ErrorReport.words(of: error, in: language.texts)
        texts += [words.message, words.hint ?? ""]
      }
      texts += try ErrorSamples().usageFaults.map(language.texts.sentence)
      texts += try CatalogueTexts(samples: Samples(), texts: language.texts).all().map(\.text)
    }
    for text in texts {
      for match in text.matches(of: #/--[a-z][a-z0-9-]+/#) {
        let option = String(match.0)
        #expect(
          names.contains(option) || Self.foreignOptions.contains(option), "\(option) in: \(text)")
      }
    }
  }

  @Test func `no message shows a Swift enum`() throws {
    for error in try ErrorSamples().all {
      let words = ErrorReport.words(of: error, in: Language.english.texts)
      #expect(!words.message.contains(#/\b[a-z]+[A-Z][A-Za-z]*\([a-z]+:/#), "\(words.message)")
    }
  }

  @Test func `the exit statuses are those of the documents, and the gravest wins`() {
    let numbers: [Int32] = [0, 10, 11, 12, 20, 30, 40, 64, 65, 66, 69, 70, 73, 74, 77, 78]
    #expect(hcode.ExitStatus.allCases.map(\.rawValue).sorted() == numbers)
    let order: [hcode.ExitStatus] = [
      .data, .forged, .red, .refused, .undecided, .yellow, .none, .green,
    ]
    for (grave, first) in order.enumerated() {
      for (light, second) in order.enumerated() where grave <= light {
        #expect(first.graver(second) == first)
        #expect(second.graver(first) == first)
      }
    }
  }

  /// `FileError.exists`, without its values.
  private static func name(of error: any ReportedError) -> String {
    let inner = (Mirror(reflecting: error).descendant("failure") as? any Error) ?? error
    let type = String(reflecting: type(of: inner)).split(separator: ".").dropFirst()
    let label = Mirror(reflecting: inner).displayStyle == .enum ? "." + caseName(of: inner) : ""
    return type.joined(separator: ".") + label
  }

  /// Errors that describe themselves in words have no other way to their case's name.
  private static func caseName(of error: some Error) -> String {
    enumCaseName(error).map { String(cString: $0) } ?? ""
  }
}
