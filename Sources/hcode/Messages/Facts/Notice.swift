import HCodeBase
import HCodeCore

/// What a person reads beside the results of a run: questions for a passphrase, and lines on standard error. Nothing failed, and somebody
/// should know.
enum Notice {
  case newPassphrase
  case passphrase
  /// Others on this machine can read the file of a passphrase.
  case passphraseReadable(mode: UInt32)
  case falseSignature(KeyIdentifier)
  /// Signatures of a trust list by keys that are none of its root keys.
  case strangeSignatures(Int)
  /// A bundle without a log that its trust lists name.
  case logMissing(String)
  /// Another process has the registry open.
  case notOverwritten
  case noCode
  case deviceGone
  case deviceBack
  case noBell
  /// The subject of a row of a batch is that of an earlier row.
  case repeated(row: Int)
  case furtherRepeats
  case furtherRejects
  /// What a second officer is about to sign: a red code, for a person or for nobody named.
  case red(of: String?)
  /// The same: a change of codes.
  case change(of: Int, key: KeyIdentifier, to: CodeStatus)
  case grounds(ActReason, order: String)
  case askedFor(by: IssuerIdentifier, at: Timestamp)

  /// Writes it: `prefix` begins the line, such as `warning: ` and a file's name.
  func tell(_ prefix: String = "") {
    StandardError.write("hcode: " + prefix + Language.forErrors.texts.notice(self))
  }
}
