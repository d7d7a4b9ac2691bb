package import HCodeBase
package import HCodeCore
import HCodeSystem

/// What `desk.json` says: how an office works. What root keys sign is in `trust.json` and not here (docs/desk.md).
package struct DeskSettings: Equatable, Sendable {
  /// What `format` says.
  package static let format = "hcode-desk-1"
  /// The most bytes of the file.
  package static let maximumFileBytes = 65_536

  /// Whose desk.
  package var issuer: IssuerIdentifier
  /// Where `publish/` is served, with a slash at its end; nil where gates get files.
  package var url: String?
  /// A folder, or the address of a PostgreSQL server.
  package var registry = "registry/"
  /// Folders of secret keys; those that are missing are passed over.
  package var secrets = ["secret/"]
  /// Where the registry of a code key is that is not in its usual place, by the key's name.
  package var registries: [String: String] = [:]
  /// How long codes are valid, where `issue` does not say.
  package var validity: [HealthStatus: WithOriginalText<Int64>] = [:]
  /// Whether every code needs `--subject`.
  package var isSubjectRequired = false
  /// Whether a new registry keeps names.
  package var keepsNames = false
  /// After what time a new registry forgets people.
  package var forgetAfter: WithOriginalText<Int64>?
  /// How long things that are published decide, and after what time they are renewed.
  package var publishing = Publishing()
  /// Before what time `check` warns.
  package var warnings = Warnings()

  /// How long things that are published decide.
  package struct Publishing: Equatable, Sendable {
    package var statusValid: WithOriginalText<Int64>?
    package var bundleValid: WithOriginalText<Int64>?
    package var renewAfter: WithOriginalText<Int64>?
    /// Bundles of neighbours, whose lists ours carries.
    package var neighbours: [String] = []

    package var statusSeconds: Int64 { statusValid?.value ?? 7 * 86_400 }
    package var bundleSeconds: Int64 { bundleValid?.value ?? 7 * 86_400 }
    package var renewSeconds: Int64 { renewAfter?.value ?? 12 * 3600 }
  }

  /// Before what time `check` warns.
  package struct Warnings: Equatable, Sendable {
    package var keys: WithOriginalText<Int64>?
    package var backup: WithOriginalText<Int64>?

    package var keySeconds: Int64 { keys?.value ?? 60 * 86_400 }
    package var backupSeconds: Int64 { backup?.value ?? 26 * 3600 }
  }

  /// The settings of a new desk.
  package init(issuer: IssuerIdentifier) { self.issuer = issuer }

  /// How long a code of that colour is valid, where nobody says.
  package func seconds(of status: HealthStatus) -> Int64 {
    validity[status]?.value ?? Self.usualValidity(status)
  }

  private static func usualValidity(_ status: HealthStatus) -> Int64 {
    switch status {
    case .green: 24 * 3600
    case .yellow: 72 * 3600
    case .red: 7 * 86_400
    }
  }

  /// Whether the registries are on a server.
  package var isServer: Bool {
    ["postgres://", "postgresql://"].contains { registry.hasPrefix($0) }
  }

  /// The most neighbours whose lists ours carries.
  package static let mostNeighbours = 64

  /// Whether a text can name a neighbour's bundle: https, or http to this machine.
  package static func isBundleURL(_ text: String) -> Bool {
    guard text.utf8.count <= 1024, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return false
    }
    return text.hasPrefix("https://") && text.utf8.count > 9
      || text.hasPrefix("http://") && URLFetching.isAllowed(text)
  }

  /// Whether a text can be `url`: https, or http to this machine, with a slash at its end.
  package static func isURL(_ text: String) -> Bool {
    guard text.utf8.count <= 200, text.hasSuffix("/"),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return false }
    if text.hasPrefix("https://") { return text.utf8.count > 9 }
    return text.hasPrefix("http://") && URLFetching.isAllowed(text)
  }
}
