import HCodeDesk
import HCodeSystem
import HCodePaper
import HCodeTrust
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodePictures
import HCodeRegistry

/// Names that nobody has used before.
enum RandomIdentifier {
  /// 32 digits of hexadecimal.
  static func text() -> String {
    var text = ""
    for _ in 0..<2 {
      let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
      text += String(repeating: "0", count: 16 - digits.count) + digits
    }
    return text
  }
}
