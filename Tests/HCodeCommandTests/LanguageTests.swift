@testable import HCodeSystem
import Glibc
import Testing

@testable import hcode

/// The tests of the environment set variables of the process, one after another.
@Suite(.serialized) struct LanguageTests {
  @Test(arguments: [
    ("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans-CN", "zh"), ("ZH-cn", "zh"), ("zh_CN", "zh"),
    ("zh_CN.UTF-8", "zh"), ("zh_TW.UTF-8@radical", "zh"), ("en", "en"), ("en-GB", "en"),
    ("en_US.UTF-8", "en"), ("C", "en"), ("C.UTF-8", "en"), ("POSIX", "en"),
  ])
  func `a tag or locale names its language`(name: String, tag: String) {
    #expect(Language(name)?.tag == tag)
    #expect(Language(argument: name)?.tag == tag)
  }

  @Test(arguments: [
    "", "xx", "xx_XX.UTF-8", "zhong", "z", "zh-", "-zh", "zh--CN", "zh CN", "中文", ".UTF-8", "c",
    "english", "en-überlang", "zh-123456789",
  ])
  func `another is no language here`(name: String) {
    #expect(Language(name) == nil)
  }

  @Test(
    arguments: [
      ([:], "en"), (["LANG": "zh_CN.UTF-8"], "zh"), (["LANG": "xx_XX.UTF-8"], "en"),
      (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"], "en"),
      (["LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"], "zh"),
      (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"], "en"),
      (["LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX"], "en"), (["LANG": "en", "LC_ALL": ""], "en"),
      (["LANG": "zh", "LC_ALL": ""], "zh"), (["LC_ALL": "zh-CN"], "zh"),
      (["LANG": "zh_CN.UTF-8", "LC_ALL": "xx_XX"], "en"),
    ] as [([String: String], String)])
  func `the first variable that is set decides`(variables: [String: String], tag: String) {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let before = names.map { ($0, Environment[$0]) }
    defer {
      for (name, value) in before {
        if let value { setenv(name, value, 1) } else { unsetenv(name) }
      }
    }
    for name in names { unsetenv(name) }
    for (name, value) in variables { setenv(name, value, 1) }
    #expect(Language.ofEnvironment.tag == tag)
  }

  @Test func `every language has a tag of its own, by which it is chosen`() {
    #expect(Set(Language.all.map(\.tag)).count == Language.all.count)
    for language in Language.all { #expect(Language(language.tag)?.tag == language.tag) }
    #expect(Language.allValueStrings == Language.all.map(\.tag))
  }

  @Test(arguments: [("abc", 3), ("签发机构", 8), ("ID…", 3), ("e\u{301}", 1), ("日志 log", 8), ("", 0)])
  func `a Chinese character takes two columns`(text: String, columns: Int) {
    #expect(TextColumns.count(text) == columns)
    let padded = TextColumns.padded(text, to: 10)
    #expect(TextColumns.count(padded) == 10)
  }
}
