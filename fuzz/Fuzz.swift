// Built by fuzz/build into one program with the library's own sources, so that everything internal can be reached and
// every branch of it is seen by libFuzzer. Which target runs is told by the name that the program is started under.

/// What a target does with bytes that nobody vouches for. It must come back; a target that can, checks a promise too.
struct FuzzTarget: Sendable {
  let name: String
  /// The longest input that is worth trying.
  let longest: Int
  let run: @Sendable ([UInt8]) -> Void

  static let all = pictures + codes + lists + logs + streams + rules + batches

  /// The one that the program's name ends in.
  static let chosen: FuzzTarget? = {
    let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init)
    return all.first { $0.name == name }
  }()
}

/// Stops at once, where libFuzzer keeps the input.
func promise(_ holds: Bool, _ what: String) {
  if !holds { fatalError("broken promise: \(what)") }
}

/// What libFuzzer calls with each input; -1 keeps it out of the corpus.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let target = FuzzTarget.chosen else { fatalError("no target of that name") }
  guard bytes.count <= target.longest else { return -1 }
  target.run(bytes)
  return 0
}
