package import HCodeBase
package import HCodeCore

/// One file for a place without network: lists, status lists, logs, rules and trust material of other formats, with a
/// signed snapshot of exactly these (docs/trust.md §4.3). So nothing can be added or left out.
package struct Bundle: Sendable {
  /// What a file in a bundle is.
  package enum Kind: UInt64, Sendable, CaseIterable {
    case trustList = 1
    case statusList = 2
    case statusDelta = 3
    case rules = 4
    case log = 5
    case foreign = 6
  }

  /// One file.
  package struct Member: Sendable {
    /// What it is.
    package let kind: Kind
    /// Its bytes, where they stand in the bundle.
    let content: ArraySlice<UInt8>
    /// Its bytes.
    package var bytes: [UInt8] { Array(content) }

    /// A file of that kind.
    package init(kind: Kind, bytes: [UInt8]) { self.init(kind: kind, content: bytes[...]) }

    init(kind: Kind, content: ArraySlice<UInt8>) {
      self.kind = kind
      self.content = content
    }
  }

  /// The media type in the header of the snapshot.
  package static let snapshotType = "application/hcode-snapshot+cbor"
  /// The most that a bundle may hold.
  package static let maximumFileBytes = 128 << 20
  /// The most that its trust lists and status deltas may have together: they are read before its signature can be checked.
  package static let maximumListBytes = 4 << 20
  /// Files in one bundle.
  package static let maximumMembers = 256

  /// The bundle's authority.
  package let authority: IssuerIdentifier
  /// When it was made. An import refuses it when the store has a newer one of the authority.
  package let issued: Timestamp
  /// An import refuses it from then on.
  package let expires: Timestamp
  /// The files.
  package let members: [Member]
  /// The signed snapshot of them.
  package private(set) var snapshot: COSESign

  /// Makes an unsigned bundle; nil when there are no files, too many, or it ends before it begins.
  package init?(
    authority: IssuerIdentifier, issued: Timestamp, expires: Timestamp, members: [Member]
  ) {
    guard issued < expires, (1...Self.maximumMembers).contains(members.count) else { return nil }
    self.authority = authority
    self.issued = issued
    self.expires = expires
    self.members = members
    let entries = members.map {
      CBORValue.array([
        .unsigned($0.kind.rawValue), .bytes(Digest(of: $0.bytes).bytes),
        .unsigned(UInt64($0.bytes.count)),
      ])
    }
    let payload = CBORValue.keyed([
      Key.authority: .text(authority.description), Key.issued: .integer(issued.seconds),
      Key.expires: .integer(expires.seconds), Key.entries: .array(entries),
    ])
    snapshot = COSESign(payload: payload.encoded, type: Self.snapshotType)
  }

  /// The keys of `snapshot` (docs/trust.md §2).
  private enum Key: UInt64, CaseIterable {
    case authority = 1
    case issued = 2
    case expires = 3
    case entries = 4
  }

  /// Reads a bundle and checks that its files are those of the snapshot. Signatures are not checked. Throws
  /// `too-large`, `malformed-list` and `snapshot-mismatch`.
  package init(bytes: [UInt8]) throws(ImportRefusal) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw ImportRefusal(.tooLarge, "the bundle has more than 128 MiB")
    }
    var shell = CBORShell(bytes)
    guard shell.array() == 2, let signed = shell.bytes(), let count = shell.array(),
      let snapshot = COSESign(
        try ImportRefusal.strictCBOR(Array(signed), "the snapshot"), type: Self.snapshotType)
    else { throw ImportRefusal(.malformedList, "the file is no bundle of a snapshot and files") }
    let members = try NumberedMembers(
      try ImportRefusal.strictCBOR(snapshot.payload, "the snapshot"), "the snapshot", keys: Key.self
    )
    let entries = try members.array(Key.entries, "files", 1...Self.maximumMembers)
    guard entries.count == count else {
      throw ImportRefusal(
        .snapshotMismatch, "\(count) files, and the snapshot names \(entries.count)")
    }
    var read: [Member] = []
    for (number, entry) in entries.enumerated() {
      guard case .array(let parts) = entry, parts.count == 3, case .unsigned(let word) = parts[0],
        let kind = Kind(rawValue: word), let digest = parts[1].byteString,
        case .unsigned(let length) = parts[2]
      else { throw members.malformed("has an entry of an unknown shape, number \(number + 1)") }
      guard let content = shell.bytes() else {
        throw ImportRefusal(.malformedList, "file \(number + 1) of the bundle is not there whole")
      }
      guard UInt64(content.count) == length, Digest(of: content).bytes == digest else {
        throw ImportRefusal(
          .snapshotMismatch, "file \(number + 1) of the bundle is not the one that was signed")
      }
      read.append(Member(kind: kind, content: content))
    }
    guard shell.isAtEnd else {
      throw ImportRefusal(.malformedList, "bytes follow the files of the bundle")
    }
    let lists = read.filter { $0.kind == .trustList || $0.kind == .statusDelta }
    guard lists.reduce(0, { $0 + $1.content.count }) <= Self.maximumListBytes else {
      throw ImportRefusal(
        .tooLarge, "its trust lists and status deltas have more than 4 MiB together")
    }
    authority = try members.identifier(Key.authority, "authority")
    issued = try members.time(Key.issued, "time of issue")
    expires = try members.time(Key.expires, "end")
    guard issued < expires else { throw members.malformed("expires before it was issued") }
    self.members = read
    self.snapshot = snapshot
  }

  /// Adds a snapshot key's signature.
  package mutating func sign(with key: SigningKey) throws(SigningKey.SigningError) {
    try snapshot.sign(with: key)
  }

  /// The bundle as a file.
  package var bytes: [UInt8] {
    CBORValue.array([
      .bytes(snapshot.cbor.encoded), .array(members.map { .bytes($0.bytes) }),
    ]).encoded
  }
}
