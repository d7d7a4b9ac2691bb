import HCodeKit

func scanAPicture(_ picture: [UInt8], trusting keyFile: String) throws -> Bool {
  // snippet
  let gate = try Gate(keyFiles: [keyFile])
  let answers = try gate.answers(inPicture: picture, at: .now)
  let opens = answers.allSatisfy { $0.verdict == .green }
  // end
  return opens
}
