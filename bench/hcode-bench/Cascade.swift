import Glibc
import HCodePictures

/// `hcode-bench cascade FILE...`: reads each picture as a scan does and tells what each attempt took and read, a JSON object
/// a line, texts in hexadecimal.
enum Cascade {
  /// A line for each picture: what each attempt took and read.
  static func cascade(_ files: [String]) {
    for file in files {
      guard let bytes = contents(file), let image = picture(bytes) else {
        print("{\"file\":\"\(file)\",\"ms\":0,\"texts\":[],\"attempts\":[]}")
        continue
      }
      let start = Main.cpuSeconds()
      let found = QRScanner.search(image)
      let texts = found.texts
      let spent = Main.cpuSeconds() - start
      let made = QRMeasurement.attempts(in: image, clock: Main.cpuSeconds)
      let attempts = made.attempts.map { attempt in
        let texts = attempt.texts.map { "\"" + hex($0) + "\"" }.joined(separator: ",")
        return "[\"\(attempt.name)\",\(rounded(attempt.seconds)),[\(texts)]]"
      }
      let all = texts.map { "\"" + hex($0) + "\"" }.joined(separator: ",")
      print(
        "{\"file\":\"\(file)\",\"pixels\":\(image.width * image.height),\"ms\":\(rounded(spent)),",
        "\"complete\":\(found.isComplete),",
        "\"symbols\":\(made.symbols),\"texts\":[\(all)],\"attempts\":[\(attempts.joined(separator: ","))]}",
        separator: "")
    }
  }

  /// `hcode-bench frames FILE...`: a line for each picture, taken for what a camera sees for two seconds, as `scan --frames` searches it: what a frame
  /// takes, in the mean and at most, and whether anything was read.
  static func frames(_ files: [String]) {
    for file in files {
      guard let bytes = contents(file), let image = picture(bytes) else { continue }
      var times: [Double] = []
      var texts: Set<[UInt8]> = []
      var attention = FrameAttention()
      for number in 0..<60 {
        let start = Main.cpuSeconds()
        let options = QRSearchOptions(isGlance: !attention.isWhole(at: number * 1000 / 30))
        texts.formUnion(QRScanner.texts(in: image, options: options))
        times.append(Main.cpuSeconds() - start)
      }
      let mean = times.reduce(0, +) / Double(times.count)
      print(
        "{\"file\":\"\(file)\",\"ms\":\(rounded(mean)),\"most\":\(rounded(times.max() ?? 0)),",
        "\"texts\":\(texts.count)}", separator: "")
    }
  }

  private static func picture(_ bytes: [UInt8]) -> LumaImage? {
    guard var pages = try? PicturePages(bytes) else { return nil }
    return try? pages.next()?.image
  }

  /// Milliseconds.
  private static func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e3 }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { return bytes }
      bytes += part[..<count]
    }
  }
}
