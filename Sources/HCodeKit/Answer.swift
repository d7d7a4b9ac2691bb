/// The answer on one code.
public struct Answer: Hashable, Sendable {
  /// What it comes to, in the words of docs/json.md.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Genuine, current and green, or passed by the rules of the place. Nothing else opens a gate.
    case green
    /// Genuine and current.
    case yellow
    /// Genuine and current.
    case red
    /// Genuine and not acceptable now.
    case refused
    /// Not authentic.
    case forged
    /// The verifier lacks something: a key, a list, rules, another part of the certificate.
    case undecided
    /// No code of a known kind.
    case none
  }

  /// What it comes to.
  public let verdict: Verdict
  /// Why, each by its word in docs/json.md, the first of them the one to say. Never empty.
  public let reasons: [String]
  /// What exactly is wrong, in English. Not a stable text.
  public let detail: String?
  /// Which format the text is of; nil for a text of no known kind.
  public let format: CertificateFormat?
  /// What a trusted key vouches for; nil unless its signature was verified.
  public let statement: Statement?
  /// The page of the file, from 1; nil when it has only one.
  public let page: Int?

  /// The one reason to say.
  public var reason: String { reasons.first ?? "" }
}
