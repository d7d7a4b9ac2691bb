import ArgumentParser

/// 64 hexadecimal digits, however they are grouped and cased: as people read them aloud and type them.
struct Fingerprint: ExpressibleByArgument {
  /// In lower case, without spaces.
  let digits: String

  init?(argument: String) {
    digits = argument.filter { $0 != " " && $0 != ":" }.lowercased()
    guard digits.utf8.count == 64,
      digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
  }
}
