// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "frontdoor",
  dependencies: [.package(name: "hcode", path: "../hcode")],
  targets: [
    .executableTarget(
      name: "frontdoor", dependencies: [.product(name: "HCodeKit", package: "hcode")])
  ])
