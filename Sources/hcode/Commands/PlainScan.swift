import ArgumentParser
import HCodeCore

/// `scan` as a gate calls it, once for each person: pictures, what to believe, how to tell. Each option that is known costs
/// the reading of the arguments 0.3 of 30 million instructions, used or not, so the others are `Scan`'s alone, which reads
/// what this does not.
struct PlainScan: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "scan")

  @Argument var images: [FileName]
  @OptionGroup var trust: TrustOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let now = try Timestamp.now()
    let scan = PictureScan(images: images, verifier: try trust.verifier(), now: now, output: output)
    throw ExitCode(try scan.run().rawValue)
  }
}
