// swift-tools-version: 6.1
import PackageDescription

/// Every C library is a system library with a module map and no code of its own; the Debian package
/// named here is what `Scripts/bootstrap` installs. All are linked from
/// their static archives: a checkpoint starts hcode once for each person, and each shared library costs
/// that start (docs/performance.md).
func debian(_ module: String, _ package: String) -> Target {
  .systemLibrary(name: module, path: "Sources/\(module)", providers: [.apt([package])])
}

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the library. Its C libraries are its own: no type of theirs leaves it.
func room(
  _ name: String, uses modules: [String] = [], c libraries: [String] = [],
  linked settings: [LinkerSetting] = []
) -> Target {
  .target(
    name: name, dependencies: (modules + libraries).map { .byName(name: $0) },
    swiftSettings: swiftSettings, linkerSettings: settings)
}

/// What reads and judges a code.
let gate = ["HCodeBase", "HCodeSystem", "HCodePictures", "HCodeCore", "HCodeFormats", "HCodeTrust"]
/// All modules of the library.
let library = gate + ["HCodePaper", "HCodeRegistry", "HCodeGate", "HCodeDesk"]

/// What `make api-docs` needs beyond a build. Nobody else fetches it, least of all a program that depends on this package.
let documentation: [Package.Dependency] =
  Context.environment["HCODE_API_DOCS"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

let package = Package(
  name: "hcode",
  products: [
    .library(name: "HCodeKit", targets: ["HCodeKit"]),
    .executable(name: "hcode", targets: ["hcode"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ] + documentation,
  targets: [
    debian("CSodium", "libsodium-dev"),
    debian("CZBar", "libzbar-dev"),
    debian("CZlib", "zlib1g-dev"),
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
    // Plain C; the headers come from libqrencode-dev and libpq-dev.
    .target(name: "CQREncode"),
    .target(name: "CPostgreSQL"),
    // Pango and cairo, opened when a caption is drawn.
    .target(name: "CPangoCairo"),
    // What runs between vfork and exec when a converter is started.
    .target(name: "CConfinement"),
    .target(name: "CArguments"),
    // The modules, each with what it may use: what is not named here does not compile.
    room("HCodeBase", c: ["CSodium", "CDeflate"]),
    room("HCodeSystem", uses: ["HCodeBase"], c: ["CLinux", "CConfinement", "CArguments"]),
    room(
      "HCodePictures", uses: ["HCodeBase", "HCodeSystem"],
      c: ["CQREncode", "CZBar", "CNoDBus", "CZXing", "CZlib", "CTurboJPEG"],
      linked: [.unsafeFlags(["-L\(Context.packageDirectory)/.build-zxing/lib"])]),
    room("HCodePaper", uses: ["HCodeBase", "HCodeSystem", "HCodePictures"], c: ["CPangoCairo"]),
    room("HCodeCore", uses: ["HCodeBase"]),
    room("HCodeFormats", uses: ["HCodeBase", "HCodeCore"], c: ["COpenSSL"]),
    room("HCodeTrust", uses: ["HCodeBase", "HCodeCore", "HCodeFormats"]),
    room("HCodeRegistry", uses: ["HCodeBase", "HCodeCore"], c: ["CSQLite", "CPostgreSQL"]),
    room("HCodeGate", uses: gate),
    room("HCodeDesk", uses: gate + ["HCodeGate", "HCodePaper", "HCodeRegistry"], c: ["CBuild"]),
    // The front door: what other people's programs use, and the only module with public declarations.
    room("HCodeKit", uses: library),
    .executableTarget(
      name: "hcode",
      dependencies: library.map { .byName(name: $0) } + [
        "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "hcode-bench", dependencies: library.map { .byName(name: $0) },
      path: "bench/hcode-bench",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "HCodeCoreTests", dependencies: library.map { .byName(name: $0) },
      resources: [.copy("Fixtures")], swiftSettings: swiftSettings),
    // The front door as others see it; the other modules make its stores.
    .testTarget(
      name: "HCodeKitTests",
      dependencies: (["HCodeKit", "HCodeGate"] + gate).map { .byName(name: $0) },
      swiftSettings: swiftSettings),
    // What the commands print, by their own types: the texts of every language, the messages of every error.
    .testTarget(
      name: "HCodeCommandTests", dependencies: library.map { .byName(name: $0) } + ["hcode"],
      exclude: ["Snapshots"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6]
)
