import HCodeDesk
import HCodeGate
import HCodeSystem
import ArgumentParser
import HCodeBase
import HCodeCore
import HCodeTrust

/// Groups of keys out of public key files.
enum RootKeys {
  static func group(_ names: [FileName], threshold: Int) throws -> TrustListSource.KeyGroup {
    var members: [TrustListSource.KeyGroup.Member] = []
    for name in names {
      let member = TrustListSource.KeyGroup.Member(try PublicKey.read(name))
      guard !members.contains(where: { $0.publicKey == member.publicKey }) else {
        throw TrustUseError.namedAlready(member.publicKey.identifier).in(name)
      }
      members.append(member)
    }
    guard let group = TrustListSource.KeyGroup(threshold: threshold, keys: members) else {
      throw ValidationError(.cannotSignTogether(threshold, of: members.count))
    }
    return group
  }
}
