import HCodeKit

func issueACode(in folder: String) throws -> [UInt8] {
  // snippet
  let now = try Instant.now
  let issuer = try Issuer.makeKeyPair(
    "CN-HA", name: "河南省卫健委", in: folder, .passphrase("the long passphrase of an office"), at: now)
  let claims = Claims(
    .green, until: now.advanced(bySeconds: 86_400),
    holder: Holder(name: "张小明", latinName: "Zhang Xiaoming", document: "123X"),
    evidence: [.test(.pcr, .negative, at: now.advanced(bySeconds: -7200), place: "LAB7")])
  let code = try issuer.issue(claims, at: now)
  let picture = try code.png()
  // end
  return picture
}
