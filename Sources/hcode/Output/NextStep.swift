import HCodeBase
import HCodeSystem
import Glibc

/// The command that comes after the one that ends.
enum NextStep {
  /// How the second officer finishes a request that was signed with that secret key.
  static func approval(of request: FileName, signedWith key: FileName, _ rest: String) -> String {
    TerminalText.escaped(
      "next: 'hcode approve \(request.description) --from \(publicKey(of: key)) --key SECOND.key \(rest)'"
    )
  }

  /// The public key beside a secret one, as keygen writes them.
  private static func publicKey(of key: FileName) -> String {
    let ending = ".key"
    guard key.description.hasSuffix(ending) else { return "FIRST.pub" }
    let name = String(key.description.dropLast(ending.count)) + ".pub"
    return FileName(name).withCString({ access($0, R_OK) }) == 0 ? name : "FIRST.pub"
  }
}
