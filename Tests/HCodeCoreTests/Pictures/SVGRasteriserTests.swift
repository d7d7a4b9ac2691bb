@testable import HCodePaper
@testable import HCodePictures
@testable import HCodeSystem
import Testing

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
    #expect(throws: ExternalProgramError.toolMissing(package: "librsvg2-bin")) {
      _ = try SVGRasteriser.program.run(
        arguments: [], input: Self.square, searchPath: searchPath)
    }
  }

  @Test func `what is no drawing fails with the tool's own words`() {
    for bytes in [[], Array("no drawing".utf8), [UInt8](repeating: 0, count: 1 << 20)] {
      let error = #expect(throws: ExternalProgramError.self) { try SVGRasteriser.png(bytes) }
      guard case .failed(let detail, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(!detail.isEmpty)
    }
  }
}
