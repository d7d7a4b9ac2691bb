import HCodeSystem
import HCodeFormats
import HCodeCore
import HCodeTrust
import ArgumentParser
import HCodeBase

struct TrustRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a key, an issuer or a recognised authority.",
    discussion: """
      After the next list nothing that it signed is accepted any more, not even what it signed before. Keys are withdrawn: lists say so \
      until the key's own end, whoever else lists it, and 'hcode trust add' refuses it. To let valid codes end normally, use 'hcode \
      trust sunset' instead.

      EXAMPLE
        hcode trust remove CN-HA-ZZ
      """)

  @Argument(
    help: ArgumentHelp(
      "A key id, an issuer or a recognised authority.", valueName: "kid|issuer|authority"))
  var name: String

  @OptionGroup var source: TrustSourceOptions

  func run() throws {
    var removed = ""
    let now = try Timestamp.now()
    try source.edit { content in
      let entry = try EntryName.entry(name, in: content, source.source)
      switch entry {
      case .issuer(let number):
        removed =
          "issuer \(name) with \(content.issuers[number].keys.count) keys"
          + Self.withdrawn(at: now, until: content.issuers[number].keys.map(\.until.value).max())
        for key in content.issuers[number].keys { content.withdraw(key, at: now) }
        content.issuers.remove(at: number)
      case .recognition(let index):
        removed = "recognition of \(name)"
        content.recognitions.remove(at: index)
      case .key(let number, let index):
        let issuer = content.issuers[number].identifier
        guard content.issuers[number].keys.count > 1 else {
          throw TrustUseError.onlyKey(name, of: issuer)
        }
        removed = "key \(name) of \(issuer)"
        let key = content.issuers[number].keys.remove(at: index)
        removed += Self.withdrawn(at: now, until: key.until.value)
        content.withdraw(key, at: now)
      }
    }
    try StandardOutput.write(TerminalText.escaped("removed: \(removed)"))
  }

  /// What lists will say about the keys; nothing where there is none.
  private static func withdrawn(at time: Timestamp, until end: Timestamp?) -> String {
    guard let end, time < end else { return "" }
    return ", withdrawn on \(time.rfc3339) until \(end.rfc3339)"
  }
}
