/// A version of a rule, an engine or a schema: `1.3.3`.
package struct RuleVersion: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// Incompatible below and above.
  package let major: Int
  /// The second number.
  package let minor: Int
  /// The third number.
  package let patch: Int

  /// A version of these three numbers.
  package init(_ major: Int, _ minor: Int, _ patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads one to three numbers with points between them; what is missing is 0.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var numbers: [Int] = []
    for part in parts {
      guard (1...6).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(Substring(part))
      else { return nil }
      numbers.append(number)
    }
    guard (1...3).contains(numbers.count) else { return nil }
    numbers += [0, 0]
    self.init(numbers[0], numbers[1], numbers[2])
  }

  /// Orders by the first number that differs.
  package static func < (a: RuleVersion, b: RuleVersion) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }

  /// `1.3.3`.
  package var description: String { "\(major).\(minor).\(patch)" }
}
