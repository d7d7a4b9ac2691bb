/// A length of time as people write it: a whole number of minutes, hours or days, `90m`, `24h`, `30d`.
package enum DurationText {
  /// The seconds; nil for another spelling, none at all and more than 36,500 of the unit.
  package static func seconds(of text: some StringProtocol) -> Int64? {
    let bytes = Array(text.utf8)
    guard let unit = bytes.last, bytes.first != UInt8(ascii: "0"),
      bytes.dropLast().allSatisfy({ $0.isASCIIDigit }),
      let number = Int64(text.dropLast()), (1...36_500).contains(number)
    else { return nil }
    switch unit {
    case UInt8(ascii: "m"): return number * 60
    case UInt8(ascii: "h"): return number * 3600
    case UInt8(ascii: "d"): return number * 86_400
    default: return nil
    }
  }

  /// The text in the largest unit that goes into it evenly.
  package static func text(seconds: Int64) -> String {
    seconds % 86_400 == 0
      ? "\(seconds / 86_400)d" : seconds % 3600 == 0 ? "\(seconds / 3600)h" : "\(seconds / 60)m"
  }
}
