import Glibc
import HCodeCore

/// `hcode-bench each FILE...`
enum Cascade {
  static func each(_ all: [String]) {
    let files = all.filter { !$0.hasPrefix("--only=") }
    QRExperiment.only = all.filter { $0.hasPrefix("--only=") }.flatMap { $0.dropFirst(7).split(separator: ",").map(String.init) }
    for file in files {
      guard let bytes = contents(file), let image = try? PictureReader.read(bytes) else {
        print("{\"file\":\"\(file)\",\"trials\":[]}")
        continue
      }
      let results = QRExperiment.run(image, clock: Main.cpuSeconds).map { trial in
        let texts = trial.texts.map { "\"" + hex($0) + "\"" }.joined(separator: ",")
        return "[\"\(trial.name)\",\((trial.milliseconds * 1000).rounded() / 1000),[\(texts)]]"
      }
      print(
        "{\"file\":\"\(file)\",\"w\":\(image.width),\"h\":\(image.height),\"trials\":[\(results.joined(separator: ","))]}"
      )
      fflush(nil)
    }
  }

  /// A line for each picture: what each attempt took and read.
  static func cascade(_ files: [String]) {
    for file in files {
      guard let bytes = contents(file), let image = try? PictureReader.read(bytes) else {
        print("{\"file\":\"\(file)\",\"ms\":0,\"texts\":[],\"attempts\":[]}")
        continue
      }
      let start = Main.cpuSeconds()
      let texts = QRScanner.texts(in: image)
      let spent = Main.cpuSeconds() - start
      let attempts = QRMeasurement.attempts(in: image, clock: Main.cpuSeconds).map { attempt in
        let texts = attempt.texts.map { "\"" + hex($0) + "\"" }.joined(separator: ",")
        return "[\"\(attempt.name)\",\(rounded(attempt.seconds)),[\(texts)]]"
      }
      let all = texts.map { "\"" + hex($0) + "\"" }.joined(separator: ",")
      print(
        "{\"file\":\"\(file)\",\"pixels\":\(image.width * image.height),\"ms\":\(rounded(spent)),",
        "\"texts\":[\(all)],\"attempts\":[\(attempts.joined(separator: ","))]}", separator: "")
    }
  }

  /// Milliseconds.
  private static func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e3 }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
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
