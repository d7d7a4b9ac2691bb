/// Why something was not done.
public struct HCodeError: Error, Hashable, CustomStringConvertible {
  /// What kind of thing went wrong: what a program decides by.
  public enum Kind: String, Sendable, CaseIterable {
    /// What a code shall state is not what a verifier would take.
    case claims
    /// A passphrase is missing, wrong or not wanted.
    case passphrase
    /// It is no key file, is damaged, or does not lie safely.
    case keyFile
    /// A file was not read or written.
    case file
    /// A code was not drawn, or could not be scanned back.
    case drawing
    /// It is no picture, or a damaged one.
    case picture
    /// The store or the key files give nothing to judge by.
    case trust
    /// The system's clock is outside the years 1970 to 9999.
    case clock
    /// A fault of hcode or of the machine.
    case unexpected
  }

  /// What kind of thing went wrong.
  public let kind: Kind
  /// The file or folder that it went wrong with.
  public let place: String?
  /// What exactly, in English. Not a stable text.
  public let detail: String

  /// The place and what is wrong with it.
  public var description: String { (place.map { "\($0): " } ?? "") + detail }

  init(_ kind: Kind, place: String? = nil, detail: String) {
    self.kind = kind
    self.place = place
    self.detail = detail
  }
}
