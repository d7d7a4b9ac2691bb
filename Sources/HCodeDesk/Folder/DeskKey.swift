package import HCodeCore
package import HCodeSystem

/// A key of a desk: its public file, what `trust.json` lists it for, and its secret file if that is on this machine.
package struct DeskKey {
  /// The name of its files.
  package let name: String
  /// The public half.
  package let key: IssuerKey
  /// What it is for; nil when `trust.json` does not list it.
  package let role: DeskRole?
  /// The status list of its codes; nil unless it signs codes.
  package let statusList: StatusListURI?
  /// The secret file; nil when it is not on this machine.
  package let secret: FileName?

  package var identifier: KeyIdentifier { key.publicKey.identifier }

  /// Whether a text can be a key's name: it becomes the name of files.
  package static func isName(_ text: String) -> Bool { IssuerIdentifier(text) != nil }
}
