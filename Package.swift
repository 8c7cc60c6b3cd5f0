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
    .executable(name: "daybook", targets: ["DaybookCommand"]),
    .library(name: "Daybook", targets: ["Daybook"]),
    .library(name: "DaybookEngine", targets: ["Engine"]),
  ],
  dependencies: [
    // The compiler's own parser: full grammar, recovery, diagnostics with fix-its, colouring of code.
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    // The convention for command lines in Swift.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The ecosystem's YAML parser, for front matter.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Logic-free templates: a page's template stays a template.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // Dictionaries that keep their order: a report must not depend on a hash seed.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    // SHA-256 of notebooks and data, for a report's provenance.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // SQLite databases: the ecosystem's toolkit, with the cursors that read rows one at a time.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // HTTP over SwiftNIO, for the preview's server; without its optional parts, which nothing here uses.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    // The sockets under it: how a port that is taken is told from other trouble.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    // How a service ends well: signals, and requests that are answered before it goes. Hummingbird is built on it.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // Latencies of a load test, each to three digits: the way they are counted everywhere else.
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
  ],
  targets: [
    // CommonMark's reference implementation.
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    // gzip.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // A hint to the processor that Swift has no word for: memory that will soon be needed.
    .systemLibrary(name: "CPrefetch"),

    // A text, a place in it, and what is wrong there: known to whatever reads a notebook.
    .target(name: "Diagnostics"),
    .target(
      name: "Engine",
      dependencies: [
        "CZlib", "CPrefetch", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: optimised),
    .target(name: "Charts", swiftSettings: optimised),
    .target(name: "Notebook", dependencies: ["CCmark", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Interpreter",
      dependencies: [
        "Diagnostics",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftOperators", package: "swift-syntax"),
        .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
        .product(name: "SwiftIDEUtils", package: "swift-syntax"),
      ],
      swiftSettings: optimised),
    .target(name: "Steps", dependencies: ["Interpreter", "Engine", "Serving"]),
    .target(
      name: "Templates", path: "templates",
      resources: [
        .embedInCode("page.mustache"), .embedInCode("step.mustache"), .embedInCode("table.mustache"),
        .embedInCode("figure.mustache"), .embedInCode("keys.mustache"), .embedInCode("callout.mustache"),
        .embedInCode("style.css"), .embedInCode("preview.mustache"), .embedInCode("problems.mustache"),
        .embedInCode("diagnostic.mustache"), .embedInCode("preview.css"), .embedInCode("masthead.mustache"),
        .embedInCode("memo-masthead.mustache"),
        .embedInCode("memo.css"), .embedInCode("service.mustache"), .embedInCode("service.css"),
      ]),
    .target(
      name: "Report",
      dependencies: ["Engine", "Charts", "Templates", .product(name: "Mustache", package: "swift-mustache")]),
    // The report beside the editor: watches a notebook, serves its page on loopback. What runs the notebook is handed in.
    .target(
      name: "Preview",
      dependencies: [
        "Diagnostics", "Report", "Templates", .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
      ]),
    // A deployed model behind HTTP: answers, is watched, exchanged and asked under load.
    .target(
      name: "Serving",
      dependencies: [
        "Engine", "Templates", .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"), .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      swiftSettings: optimised),
    .target(
      name: "Daybook",
      dependencies: [
        "Diagnostics", "Notebook", "Interpreter", "Steps", "Report", "Engine",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .executableTarget(
      name: "DaybookCommand",
      dependencies: [
        "Daybook", "Engine", "Preview", "Serving", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The engine's jobs timed as its peers are: `make bench`.
    .executableTarget(name: "daybook-bench", dependencies: ["Engine", "Report"], path: "Sources/Benchmark"),

    // What tests of several modules need alike.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["vectors", "stored"]),
    .testTarget(
      name: "ServingTests",
      dependencies: ["Serving", "Engine", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"], exclude: ["Snapshots"]),
    .testTarget(name: "InterpreterTests", dependencies: ["Interpreter", "Diagnostics"]),
    .testTarget(
      name: "DaybookTests",
      dependencies: [
        "Daybook", "Report", "Engine", "Diagnostics", "Interpreter", "Notebook", "Steps", "Charts", "TestSupport",
        .product(name: "SwiftParser", package: "swift-syntax"),
      ],
      exclude: ["Wrong"]),
    .testTarget(name: "PreviewTests", dependencies: ["Preview", "Report", "Diagnostics", "TestSupport"]),
    .testTarget(name: "NotebookTests", dependencies: ["Notebook", "CCmark", "Diagnostics"]),
  ]
)
