import HCodeSystem
import HCodeCore
import HCodeTrust

/// Whose signatures a list needs: its own root keys', and those of the list before when the root keys change.
struct TrustListSigning {
  let list: TrustList
  let before: TrustList?

  private var keys: [Ed25519PublicKey] {
    list.roots.keys + (before?.roots.keys ?? []).filter { !list.roots.keys.contains($0) }
  }

  /// The copy without signatures that do not hold and, when it is known who may sign, without those of strangers.
  func cleaned(_ copy: SignedTrustList, _ name: FileName) -> SignedTrustList {
    var copy = copy
    for key in copy.dropFalseSignatures(of: keys) {
      Notice.falseSignature(key).tell("warning: \(name.description): ")
    }
    if before != nil {
      let strangers = copy.dropSignatures(notOf: keys)
      if strangers > 0 {
        Notice.strangeSignatures(strangers).tell("warning: \(name.description): ")
      }
    }
    return copy
  }

  func checkMaySign(_ key: Ed25519PublicKey, _ name: FileName) throws {
    guard !keys.contains(key) else { return }
    throw TrustListError.notARootKey(
      key.identifier, of: list.authority, hasBefore: before != nil
    ).in(name)
  }

  /// How far the signing has come.
  func standing(_ signed: SignedTrustList) -> [String] {
    var lines = [Self.standing(of: list.roots, signed)]
    if let before, before.roots != list.roots {
      lines.append(
        "of the root keys of version \(before.version): " + Self.standing(of: before.roots, signed))
    }
    let known = Set(keys.map(\.identifier))
    let others = signed.message.signatures.filter { !known.contains($0.keyIdentifier) }.count
    if others > 0 {
      lines.append(
        "\(others) more of keys that are no root keys of this list; give --old to count them")
    }
    return lines
  }

  private static func standing(of role: KeyThreshold, _ signed: SignedTrustList) -> String {
    let count = role.signers(of: signed.message).count
    let missing = role.threshold - count
    return "signed by \(count) of \(role.threshold) needed: "
      + (missing <= 0 ? "complete" : "\(missing) more to sign")
  }
}
