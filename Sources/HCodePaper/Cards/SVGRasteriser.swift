package import HCodeSystem

/// Draws SVG as PNG or PDF with `rsvg-convert`, in a child process: text needs fonts and shaping, and their libraries are larger
/// than all of hcode.
package enum SVGRasteriser {
  /// The program, with what it needs to find fonts and its cache, and no more.
  package static let program = ExternalProgram(
    name: "rsvg-convert", package: "librsvg2-bin", seconds: 20, outputBytes: 16 << 20,
    environment: [
      "PATH", "HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
      "FONTCONFIG_FILE", "FONTCONFIG_PATH",
    ])

  /// The PNG file of a drawing, at its natural size.
  package static func png(_ svg: [UInt8]) throws(ExternalProgramError) -> [UInt8] {
    let picture = try program.output(arguments: ["--format=png"], input: svg)
    guard picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
      throw .failed(detail: "\(program.name) wrote no PNG")
    }
    return picture
  }

  /// The drawing as a PDF of one page, of the size that it says, its fonts embedded. It says that it was made at that time, so that the same
  /// drawing gives the same bytes.
  package static func pdf(
    _ svg: [UInt8], made seconds: Int64
  ) throws(ExternalProgramError) -> [UInt8] {
    var program = program
    program.variables = ["SOURCE_DATE_EPOCH=\(seconds)"]
    let page = try program.output(arguments: ["--format=pdf"], input: svg)
    guard page.starts(with: Array("%PDF-".utf8)) else {
      throw .failed(detail: "\(program.name) wrote no PDF")
    }
    return page
  }
}
