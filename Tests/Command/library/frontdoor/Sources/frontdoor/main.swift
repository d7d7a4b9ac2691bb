// Issues a code, draws it, scans the picture, and verifies the text: frontdoor FOLDER PASSPHRASE
import Foundation
import HCodeKit

let (folder, passphrase) = (CommandLine.arguments[1], CommandLine.arguments[2])
let now = try Instant.now
let issuer = try Issuer.makeKeyPair(
  "CN-HA", name: "Henan Health Commission", in: folder, .passphrase(passphrase), at: now)
let claims = Claims(
  .green, until: now.advanced(bySeconds: 86_400),
  holder: Holder(name: "张小明", document: "123X"),
  evidence: [.test(.pcr, .negative, at: now.advanced(bySeconds: -7200), place: "LAB7")])
let code = try issuer.issue(claims, at: now)
try Data(code.png()).write(to: URL(fileURLWithPath: folder + "/code.png"))

let gate = try Gate(keyFiles: [folder + "/CN-HA.pub"])
for answer in try gate.answers(inFile: folder + "/code.png", at: now) {
  print("scanned", answer.verdict, answer.reason, answer.statement?.holder?.name ?? "nobody")
}
for time in [now, code.expires] {
  let answer = try gate.answer(to: code.text, at: time)
  print("verified", answer.verdict, answer.reason)
}
print("altered", try gate.answer(to: code.text + "0", at: now).verdict)
