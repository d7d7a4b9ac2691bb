import HCodeBase
import HCodeFormats
import HCodePictures
import HCodeRegistry
internal import CBuild

/// A C library inside this program, or beside it: which version, and from which revision of a Debian package.
package struct LinkedLibrary: Sendable {
  /// Its name.
  package let name: String
  /// What the library says of itself; nil for those that say nothing.
  package let version: String?
  /// The revision of the Debian package that was there when this program was built; nil when the build recorded none.
  package let package: DebianVersion?

  /// All of them.
  package static let all: [LinkedLibrary] = [
    library("libsodium", "libsodium-dev", Sodium.version),
    library("zbar", "libzbar-dev", ZBarEngine.libraryVersion),
    library("zxing-cpp", "zxing-cpp", ZXingEngine.libraryVersion),
    library("libqrencode", "libqrencode-dev", QREncoder.libraryVersion),
    library("libjpeg-turbo", "libturbojpeg0-dev", nil),
    library("libdeflate", "libdeflate-dev", Zlib.libraryVersion),
    library("sqlite", "libsqlite3-dev", Registry.sqliteVersion),
    library("zlib", "zlib1g-dev", PNGReader.libraryVersion),
    library("libcrypto", "libssl-dev", OpenSSL.libraryVersion),
  ]

  /// Debian's first zbar without CVE-2023-40889 and CVE-2023-40890: a crafted QR code wrote past a buffer.
  package static let mendedZBar = DebianVersion("0.23.92-7+deb12u1")

  private static func library(_ name: String, _ package: String, _ version: String?) -> Self {
    LinkedLibrary(name: name, version: version, package: packages[package])
  }

  private static let packages: [String: DebianVersion] = Dictionary(
    String(cString: hcode_packages()).split(separator: " ").compactMap { entry in
      let parts = entry.split(separator: "=", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), DebianVersion(String(parts[1]))) : nil
    }, uniquingKeysWith: { first, _ in first })
}
