package import HCodeBase
package import HCodeCore

/// The file that an authority edits and keeps under version control. Trust lists are built from it (docs/trust.md §3).
///
/// Times and durations keep the spelling that somebody gave them; issuers and keys keep their order.
package struct TrustListSource: Hashable, Sendable {
  /// What `format` says.
  package static let format = "hcode-trust-source-1"
  /// The most bytes of a source, as many as of a list.
  package static let maximumFileBytes = TrustList.maximumFileBytes

  /// Whose lists.
  package var authority: IssuerIdentifier
  /// Its names.
  package var names: AuthorityNames
  /// The version of the last list that was built; 0 before the first.
  package var version: UInt64
  /// How long a list is valid after it is built.
  package var valid: WithOriginalText<Int64>
  /// How long after issue a list counts as old.
  package var timeToLive: WithOriginalText<Int64>
  /// Nothing is accepted under the list from then on.
  package var sunset: WithOriginalText<Timestamp>?
  /// Who signs lists.
  package var roots: KeyGroup
  /// Who signs bundles.
  package var snapshot: KeyGroup?
  /// The issuers, in the order in which they were entered.
  package var issuers: [Issuer]
  /// The other authorities.
  package var recognitions: [RecognisedAuthority]
  /// The keys that were taken out and whose end has not come: each list withdraws them.
  package var withdrawn: [WithdrawnEntry]

  /// A source of no issuers yet.
  package init(
    authority: IssuerIdentifier, names: AuthorityNames, valid: WithOriginalText<Int64>,
    timeToLive: WithOriginalText<Int64>, roots: KeyGroup, snapshot: KeyGroup? = nil
  ) {
    self.authority = authority
    self.names = names
    version = 0
    self.valid = valid
    self.timeToLive = timeToLive
    self.roots = roots
    self.snapshot = snapshot
    issuers = []
    recognitions = []
    withdrawn = []
  }

  /// A key that was taken out.
  package struct WithdrawnEntry: Hashable, Sendable {
    /// Its id.
    package let identifier: KeyIdentifier
    /// When it was taken out.
    package let time: WithOriginalText<Timestamp>
    /// Its own end: after it the key decides nothing anyway.
    package let until: WithOriginalText<Timestamp>
  }

  /// Keys of which a number have to sign together, and who keeps them.
  package struct KeyGroup: Hashable, Sendable {
    /// One of the keys.
    package struct Member: Hashable, Sendable {
      /// The key.
      package let publicKey: Ed25519PublicKey
      /// Who keeps it. Only the source says so, not the list.
      package let name: String?

      /// The key of that file.
      package init(_ key: IssuerKey) {
        publicKey = key.publicKey
        name = key.name
      }

      init(publicKey: Ed25519PublicKey, name: String?) {
        self.publicKey = publicKey
        self.name = name
      }
    }

    /// How many have to sign.
    package var threshold: Int
    /// The keys, in the order in which they were entered.
    package var keys: [Member]

    /// Nil when the threshold cannot be met, or one key is there twice.
    package init?(threshold: Int, keys: [Member]) {
      guard KeyThreshold(threshold: threshold, keys: keys.map(\.publicKey)) != nil else {
        return nil
      }
      self.threshold = threshold
      self.keys = keys
    }

    /// The keys and threshold for a list; nil when the threshold can no longer be met.
    package var role: KeyThreshold? {
      KeyThreshold(threshold: threshold, keys: keys.map(\.publicKey))
    }
  }

  /// An issuer.
  package struct Issuer: Hashable, Sendable {
    /// What its codes state as `iss`.
    package let identifier: IssuerIdentifier
    /// Its names.
    package var names: AuthorityNames
    /// Where the bearer of a code may appeal.
    package var appeal: String?
    /// Nothing of this issuer is accepted from then on.
    package var sunset: WithOriginalText<Timestamp>?
    /// Its keys, in the order in which they were entered.
    package var keys: [Key]
    /// The log that must have its yellow and red codes.
    package var log: Log?

    /// A log with its witnesses.
    package struct Log: Hashable, Sendable {
      /// The keys of the log and of its witnesses, and how many have to sign.
      package let policy: LogPolicy
      /// Seconds after which the log must have a code.
      package let grace: WithOriginalText<Int64>

      /// A log from its parts; nil when the grace is longer than a red code lives.
      package init?(policy: LogPolicy, grace: WithOriginalText<Int64>) {
        guard ListedLog(policy: policy, grace: UInt64(clamping: grace.value)) != nil else {
          return nil
        }
        self.policy = policy
        self.grace = grace
      }
    }

    /// An issuer with its first key.
    package init(identifier: IssuerIdentifier, names: AuthorityNames, keys: [Key]) {
      self.identifier = identifier
      self.names = names
      self.keys = keys
    }
  }

  /// A key of an issuer, with its one purpose.
  package struct Key: Hashable, Sendable {
    /// The key.
    package let publicKey: Ed25519PublicKey
    /// From when it may sign.
    package let notBefore: WithOriginalText<Timestamp>
    /// Nothing signed with it is accepted from then on.
    package var until: WithOriginalText<Timestamp>
    /// What it signs.
    package var use: Use
    /// Its agreement to be listed; nil in a source of an earlier version, from which no list can be built.
    package var agreement: [UInt8]?

    /// A key with its purpose.
    package init(
      publicKey: Ed25519PublicKey, notBefore: WithOriginalText<Timestamp>,
      until: WithOriginalText<Timestamp>,
      use: Use
    ) {
      self.publicKey = publicKey
      self.notBefore = notBefore
      self.until = until
      self.use = use
    }

    /// What it signs.
    package enum Use: Hashable, Sendable {
      /// Codes.
      case codes(CodeGrant, statusList: StatusListURI?)
      /// These status lists.
      case statusLists([StatusListURI])
      /// Second signatures under reds and changes.
      case countersign
      /// Posters of venues.
      case venues
      /// Shares of posters and lists of exposures.
      case exposures
    }

    /// Its grant, if it signs codes.
    package var grant: CodeGrant? { if case .codes(let grant, _) = use { grant } else { nil } }
  }

  /// What the codes of a key may say.
  package struct CodeGrant: Hashable, Sendable {
    /// The colours.
    package var statuses: Set<HealthStatus>
    /// The evidence, with its greatest age in minutes.
    package var evidence: [EvidenceKind: WithOriginalText<UInt64>]
    /// The longest validity of a code, in seconds.
    package var longestValidity: WithOriginalText<Int64>?
    /// Whether red needs the countersignature of a second officer.
    package var needsSecondOfficer: Bool
    /// The categories of holders, in ascending order.
    package var categories: [HolderCategory]

    /// A grant from its parts.
    package init(
      statuses: Set<HealthStatus>, evidence: [EvidenceKind: WithOriginalText<UInt64>] = [:],
      longestValidity: WithOriginalText<Int64>? = nil, needsSecondOfficer: Bool = true,
      categories: [HolderCategory] = []
    ) {
      self.statuses = statuses
      self.evidence = evidence
      self.longestValidity = longestValidity
      self.needsSecondOfficer = needsSecondOfficer
      self.categories = categories
    }
  }

  /// Another authority whose codes count.
  package struct RecognisedAuthority: Hashable, Sendable {
    /// Whose.
    package let authority: IssuerIdentifier
    /// Its names.
    package var names: AuthorityNames
    /// Its root keys.
    package var roots: KeyGroup
    /// The colours that count.
    package var statuses: Set<HealthStatus>
    /// The evidence that green needs, with its greatest age in minutes at the scan.
    package var greenWith: [EvidenceKind: WithOriginalText<UInt64>]?
    /// What green without that evidence is; nil when the source does not say, which means refused.
    package var otherwise: Otherwise?
    /// Nothing counts from then on.
    package var sunset: WithOriginalText<Timestamp>?
    /// The categories of holders that count, in ascending order.
    package var categories: [HolderCategory]

    /// What green becomes without the evidence that it needs.
    package enum Otherwise: String, Sendable, CaseIterable {
      case yellow
      case refused
    }

    /// A recognition from its parts.
    package init(
      authority: IssuerIdentifier, names: AuthorityNames, roots: KeyGroup,
      statuses: Set<HealthStatus>, greenWith: [EvidenceKind: WithOriginalText<UInt64>]? = nil,
      otherwise: Otherwise? = nil, sunset: WithOriginalText<Timestamp>? = nil,
      categories: [HolderCategory] = []
    ) {
      self.authority = authority
      self.names = names
      self.roots = roots
      self.statuses = statuses
      self.greenWith = greenWith
      self.otherwise = otherwise
      self.sunset = sunset
      self.categories = categories
    }
  }

  /// A fault in a source, and its place.
  package typealias Fault = JSONMembers.Fault
}

extension TrustListSource.KeyGroup {
  /// The keys of a list, without their keepers' names.
  package init?(_ role: KeyThreshold) {
    self.init(
      threshold: role.threshold, keys: role.keys.map { Member(publicKey: $0, name: nil) })
  }
}
