// swift-tools-version: 6.1
import PackageDescription

/// Every C library is a system library with a module map and no code of its own; the Debian package
/// named here is what `Scripts/bootstrap` installs. All but libqrencode (Debian ships no archive of it)
/// are linked from their static archives: a checkpoint starts hcode once for each person, and each
/// shared library costs that start (docs/performance.md).
func debian(_ module: String, _ package: String) -> Target {
  .systemLibrary(name: module, path: "Sources/\(module)", providers: [.apt([package])])
}

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "hcode",
  products: [
    .library(name: "HCodeCore", targets: ["HCodeCore"]),
    .executable(name: "hcode", targets: ["hcode"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    debian("CSodium", "libsodium-dev"),
    debian("CQREncode", "libqrencode-dev"),
    debian("CZBar", "libzbar-dev"),
    debian("CPNG", "libpng-dev"),
    debian("CTurboJPEG", "libturbojpeg0-dev"),
    debian("CDeflate", "libdeflate-dev"),
    debian("CSQLite", "libsqlite3-dev"),
    debian("COpenSSL", "libssl-dev"),
    debian("CLinux", "libc6-dev"),
    // What the build was made from, for `hcode doctor`.
    .systemLibrary(name: "CBuild", path: "Sources/CBuild"),
    .target(name: "CNoDBus"),
    // Scripts/zxing brings it to .build-zxing.
    .systemLibrary(name: "CZXing", path: "Sources/CZXing"),
    // Plain C; its header comes from libpq-dev.
    .target(name: "CPostgreSQL"),
    // Pango and cairo, opened when a caption is drawn.
    .target(name: "CPangoCairo"),
    .target(
      name: "HCodeCore",
      dependencies: [
        "CSodium", "CQREncode", "CZBar", "CNoDBus", "CZXing", "CPangoCairo", "CPNG", "CTurboJPEG",
        "CDeflate", "CSQLite", "CPostgreSQL", "COpenSSL", "CBuild",
      ],
      swiftSettings: swiftSettings,
      linkerSettings: [.unsafeFlags(["-L\(Context.packageDirectory)/.build-zxing/lib"])]),
    .executableTarget(
      name: "hcode",
      dependencies: [
        "HCodeCore", "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "hcode-bench", dependencies: ["HCodeCore"], path: "bench/hcode-bench",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "HCodeCoreTests", dependencies: ["HCodeCore"],
      resources: [.copy("Fixtures")], swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6]
)
