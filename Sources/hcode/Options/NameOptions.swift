import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore

/// `--name`, once for each language.
struct NameOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A name, with its language: zh=河南省卫健委. Without one it is English. May be repeated.",
      valueName: "lang=name"))
  var name: [String] = []

  func validate() throws { _ = try byLanguage }

  /// The names that were said.
  var byLanguage: [String: String] {
    get throws {
      var names: [String: String] = [:]
      for text in name {
        guard !FileName.holdsRawBytes(text) else { throw ValidationError(.notUTF8("--name")) }
        let (language, name) = Self.split(text)
        if let fault = HealthText.fault(in: name, maximumBytes: 96) {
          throw ValidationError(.badText("--name", fault))
        }
        guard names.updateValue(name, forKey: language) == nil else {
          throw ValidationError(.nameTwice(in: language))
        }
      }
      return names
    }
  }

  /// What stands before the first equals sign is a language if it could be one, and otherwise part of the name.
  private static func split(_ text: String) -> (language: String, name: String) {
    if let sign = text.firstIndex(of: "=") {
      let language = String(text[..<sign])
      if AuthorityNames([language: "x"]) != nil {
        return (language, String(text[text.index(after: sign)...]))
      }
    }
    return ("en", text)
  }

  /// The name in a key file, which does not say its language: English when it is ASCII, otherwise `und`, undetermined.
  static func names(of key: IssuerKey) -> AuthorityNames? {
    AuthorityNames([key.name.utf8.allSatisfy { $0 < 0x80 } ? "en" : "und": key.name])
  }
}
