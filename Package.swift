// swift-tools-version: 6.1
import PackageDescription

/// The compute modules are compiled optimised in debug builds too, so that one build folder serves the first report
/// and the tests. SwiftPM refuses unsafe flags in a dependency, so they are set only where this package is the root;
/// DAYBOOK_DEBUG=1 turns them off for stepping through the engine.
let isRoot = !Context.packageDirectory.contains("/checkouts/")
let isDebugging = Context.environment["DAYBOOK_DEBUG"] == "1"
let optimised: [SwiftSetting] =
  isRoot && !isDebugging
  ? [.unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug))] : []

let package = Package(
  name: "daybook",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "DaybookEngine", targets: ["Engine"])
  ],
  dependencies: [
    // SHA-256 of notebooks and data, for a report's provenance.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // gzip.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // A text, a place in it, and what is wrong there: known to whatever reads a notebook.
    .target(name: "Diagnostics"),
    .target(
      name: "Engine", dependencies: ["CZlib", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: optimised),
    .testTarget(name: "EngineTests", dependencies: ["Engine"], exclude: ["vectors"]),
  ]
)
