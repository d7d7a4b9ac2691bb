import HCodeBase
import HCodeCore
import HCodeTrust

/// What a person reads beside the results of a run: questions for a passphrase, and lines on standard error.
enum Notice {
  case newPassphrase
  case passphrase
  /// A scanner was unplugged, or is there again.
  case deviceGone(String)
  case deviceBack(String)
  case noBell
  case noCode(source: String)
  /// A person of a batch has a row before this one.
  case repeatedSubject(first: Int)
  /// What a batch no longer shows one by one.
  case moreRepeated
  case moreRejected
  /// What a first officer asks for, before the second one signs.
  case redRequest(holder: String?)
  case changeRequest(codes: Int, key: KeyIdentifier, LogAct.Kind)
  case requested(by: String, Timestamp)
}
