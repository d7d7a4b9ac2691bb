import Testing

@testable import HCodeCore

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct SVGRasteriserTests {
  static let square = Array(
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"
    fill="#000"/></svg>
    """.utf8)

  @Test func `a drawing becomes a PNG of its natural size`() throws {
    let image = try PictureReader.read(SVGRasteriser.png(Self.square))
    #expect(image.width == 20 && image.height == 10)
    #expect(image.pixels.allSatisfy { $0 == 0 })
  }

  @Test(arguments: ["", "bin:.:", "/nonexistent", "/etc:/dev/null"])
  func `a tool that is not there names the package that has it`(searchPath: String) {
    #expect(throws: SVGRasteriserError.toolMissing(package: "librsvg2-bin")) {
      try SVGRasteriser.png(Self.square, searchPath: searchPath, seconds: 5)
    }
  }

  @Test func `what is no drawing fails with the tool's own words`() {
    for bytes in [[], Array("no drawing".utf8), [UInt8](repeating: 0, count: 1 << 20)] {
      let error = #expect(throws: SVGRasteriserError.self) { try SVGRasteriser.png(bytes) }
      guard case .failed(let detail) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(!detail.isEmpty)
    }
  }

  /// Runs a stand-in for the tool.
  private func run(_ script: String, seconds: Int = 10) throws -> [UInt8] {
    var name = Array("/tmp/hcode-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&name).map { String(cString: $0) })
    let path = "\(folder)/rsvg-convert"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let file = try #require(fopen(path, "w"))
    fputs("#!/bin/sh\n\(script)\n", file)
    fclose(file)
    chmod(path, 0o700)
    return try SVGRasteriser.png(Self.square, searchPath: folder, seconds: seconds)
  }

  @Test func `a tool that hangs is killed in time, even when it has closed its output`() {
    for script in ["sleep 60", "exec >&- 2>&-; sleep 60", "exec sleep 60"] {
      let start = ContinuousClock.now
      #expect(throws: SVGRasteriserError.timedOut) { try run(script, seconds: 1) }
      #expect(ContinuousClock.now - start < .seconds(20))
    }
  }

  @Test func `a tool that writes without end is stopped at the limit`() {
    #expect(throws: SVGRasteriserError.failed(detail: "the picture is larger than 16777216 bytes"))
    {
      try run("exec cat /dev/zero")
    }
  }

  @Test func `a tool that complains at length and dies is quoted in one line`() {
    #expect(throws: SVGRasteriserError.failed(detail: "first line")) {
      try run("echo first line >&2; head -c 300000 /dev/zero >&2; exit 3")
    }
    #expect(throws: SVGRasteriserError.failed(detail: "rsvg-convert ended with status 137")) {
      try run("kill -9 $$")
    }
    #expect(throws: SVGRasteriserError.failed(detail: "rsvg-convert ended with status 0")) {
      try run("echo no picture")
    }
  }

  @Test func `the tool sees no variable that it does not need`() throws {
    setenv("HCODE_SECRET_FOR_TEST", "1", 1)
    defer { unsetenv("HCODE_SECRET_FOR_TEST") }
    let script = """
      PATH=/usr/bin:/bin
      env | grep -q HCODE_SECRET && echo secret >&2 && exit 1
      cat > /dev/null
      printf '\\211PNG'
      """
    #expect(try run(script) == [0x89, 0x50, 0x4E, 0x47])
  }
}
