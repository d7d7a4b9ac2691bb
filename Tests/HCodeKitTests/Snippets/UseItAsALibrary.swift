import HCodeKit

func useItAsALibrary(keyFile: String, publicKeyFile: String) throws -> Bool {
  // snippet
  let now = try Instant.now
  let office = try Issuer(keyFile: keyFile, .unsealed)
  let claims = Claims(
    .green, until: now.advanced(bySeconds: 86_400), holder: Holder(name: "张小明"))
  let picture = try office.issue(claims, at: now).png()  // scanned before you have it
  let gate = try Gate(keyFiles: [publicKeyFile])  // a first look; a gate uses Gate(store:)
  // A picture without a code has an answer too: the verdict none.
  let opens = try gate.answers(inPicture: picture, at: now).allSatisfy { $0.verdict == .green }
  // end
  return opens
}
