import Foundation
@testable import HCodeBase
@testable import HCodeFormats
import Testing

struct X509CertificateTests {
  private func certificates(_ file: String) throws -> [[UInt8]] {
    let list = try #require(try Corpus.json(file) as? [String: Any])
    return try #require(list["keys"] as? [[String: Any]]).compactMap { key in
      (key["x509"] as? String).flatMap(Base64.decode)
    }
  }

  @Test(.corpus)
  func `all real signers are read, and what their list says of them is what is read`()
    throws
  {
    let list = try #require(try Corpus.json("dcc/dsc/kde.json") as? [String: Any])
    let keys = try #require(list["keys"] as? [[String: Any]])
    for entry in keys {
      let der = try #require((entry["x509"] as? String).flatMap(Base64.decode))
      let certificate = try #require(X509Certificate(der))
      let kid = (entry["kid"] as? String).flatMap(Base64.decode)
      #expect(Array(Sodium.sha256(der).prefix(8)) == kid)
      #expect(certificate.notBefore.seconds == entry["notBefore"] as? Int64)
      #expect(certificate.notAfter.seconds == entry["notAfter"] as? Int64)
      #expect(certificate.extendedKeyUsage.map(Set.init) == Set(entry["eku"] as? [String] ?? []))
      let signer = try HCERTSigner(certificate)
      #expect((signer.key.curve == .p256) == (entry["key"] as? String == "secp256r1"))
      #expect(HCERTSigner(signer.cbor)?.usage == signer.usage)
    }
    #expect(keys.count >= 401)
    // Four of them are refused by readers that insist on DER.
    #expect(keys.count { ($0["notStrictDER"] as? String)?.isEmpty == false } >= 4)
  }

  @Test(.corpus, arguments: ["FI/2DCode/raw/1.json", "common/2DCode/raw/CO15.json"])
  func `certificates are read that strict readers refuse`(file: String) throws {
    let test = try #require(try Corpus.json("dcc/dgc-testdata/\(file)") as? [String: Any])
    let context = try #require(test["TESTCTX"] as? [String: Any])
    let der = try #require((context["CERTIFICATE"] as? String).flatMap(Base64.decode))
    let certificate = try #require(X509Certificate(der))
    #expect(try HCERTSigner(certificate).key.curve == .p256)
    if file.hasSuffix("CO15.json") { #expect(certificate.extendedKeyUsage == []) }
  }

  @Test(.corpus)
  func `what is cut off, longer or altered never traps, and is no certificate or another`()
    throws
  {
    let der = try #require(try certificates("dcc/dsc/kde.json").first)
    #expect(X509Certificate(der + [0]) == nil)
    #expect(
      X509Certificate([UInt8](repeating: 0x30, count: X509Certificate.maximumBytes + 1)) == nil)
    for end in 0..<der.count { #expect(X509Certificate(Array(der[..<end])) == nil) }
    for offset in der.indices {
      var altered = der
      altered[offset] ^= 1 << UInt8(offset % 8)
      guard let read = X509Certificate(altered) else { continue }
      _ = (read.publicKey, read.extendedKeyUsage, read.subjectCountry, read.authorityKeyIdentifier)
      _ = try? HCERTSigner(read)
    }
  }
}
