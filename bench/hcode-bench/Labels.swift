import Glibc
import HCodeBase
import HCodePaper
import HCodePictures

/// `hcode-bench labels [COUNT]`: prints what drawing so many different labels on sheets of 24 takes, the codes being there, in
/// CPU time of one thread, what the file weighs, and how much memory the process had at a tenth of them and at the end.
enum Labels {
  static func run(count: Int) throws {
    guard let layout = LabelLayout("3474", on: nil), let now = Timestamp(seconds: 1_764_000_000)
    else { return }
    let symbols = try (0..<256).map { number in
      try QREncoder.encode(text(seed: UInt64(number + 1)), errorCorrection: .quartile)
    }
    let opened = Main.cpuSeconds()
    let sheet = try LabelSheet(layout, created: now)
    let start = Main.cpuSeconds()
    var (bytes, early) = (0, 0)
    for number in 0..<count {
      let (family, given) = number.quotientAndRemainder(dividingBy: 251)
      let name = families[family % families.count] + givens[given % givens.count]
      bytes += try sheet.add(
        Label(
          symbol: symbols[number % symbols.count],
          lines: [
            name, "Person \(number)", "证件尾号 ID …\(1000 + number % 9000)",
            "有效期至 until 2026-11-27 10:00 +08:00", "河南省卫健委",
          ])
      ).count
      if number == count / 10 { early = residentKiB() }
    }
    bytes += try sheet.finish().count
    let seconds = Main.cpuSeconds() - start
    print(
      "labels=\(count) per_second=\(Int(Double(count) / seconds)) bytes_per_label=\(bytes / count)",
      "open_ms=\(Int((start - opened) * 1000)) resident_kib_early=\(early) end=\(residentKiB())")
  }

  private static let families = ["张", "王", "李", "欧阳", "陈", "Nguyễn ", "Ивано", "García "]
  private static let givens = [
    "小明", "伟", "娜", "建国", "Minh Khai", "в Александр", "María José", "芳", "秀英", "敏", "静",
  ]

  private static func text(seed: UInt64) -> [UInt8] {
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<237).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
  }

  private static func residentKiB() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self).split(
      separator: " ")
    return (words.dropFirst().first.flatMap { Int($0) } ?? 0) * 4
  }
}
