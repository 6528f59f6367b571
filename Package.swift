// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Debug builds of arithmetic on long numbers are some forty times slower than optimised ones.
let optimised: SwiftSetting = .unsafeFlags(
    ["-O", "-whole-module-optimization", "-num-threads", "2"],
    .when(configuration: .debug)
)

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "tiltyard",
    products: [.executable(name: "tiltyard", targets: ["tiltyard"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.36.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
    ],
    targets: [
        .target(name: "CSpawn", linkerSettings: [.linkedLibrary("seccomp")]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .target(name: "Accounts", dependencies: ["CSodium"], swiftSettings: strict),
        .target(
            name: "Substrate",
            dependencies: ["Accounts", "CSodium"],
            resources: [.embedInCode("Resources/bip39-english.txt")],
            swiftSettings: strict
        ),
        .target(
            name: "ChainNode",
            dependencies: ["Substrate", "Timelock", crypto, grdb, nioCore, nioHTTP1, nioPosix, nioWebSocket],
            swiftSettings: strict
        ),
        .target(
            name: "Subtensor",
            dependencies: [
                "Accounts", "Chain", "Rules", "Substrate", "Timelock", nioCore, nioHTTP1, nioPosix, nioSSL,
                nioWebSocket,
            ],
            swiftSettings: strict
        ),
        .target(name: "Drand", dependencies: ["Timelock", asyncHTTPClient, nioCore, nioHTTP1], swiftSettings: strict),
        .target(name: "Sandbox", dependencies: ["CSpawn"], swiftSettings: strict),
        .target(name: "Conformance", dependencies: ["Sandbox"], swiftSettings: strict),
        .target(
            name: "Rules",
            dependencies: ["Accounts", crypto],
            resources: [.copy("Presets")],
            swiftSettings: strict
        ),
        .target(name: "Storage", dependencies: [grdb], swiftSettings: strict),
        .target(name: "Timelock", dependencies: [crypto], swiftSettings: strict + [optimised]),
        .target(name: "Records", dependencies: ["Rules", "Storage", grdb], swiftSettings: strict),
        .target(
            name: "Judging",
            dependencies: ["CSpawn", "Rules", "Sandbox", crypto],
            resources: [.copy("Harness")],
            swiftSettings: strict
        ),
        .target(name: "Evidence", dependencies: ["Judging", "Rules", "Sandbox", crypto], swiftSettings: strict),
        .target(
            name: "Arena",
            dependencies: [
                "APIModels", "Chain", "Evidence", "Execution", "Intake", "Judging", "Records", "Rules", "Sandbox",
                "Substrate", "Subtensor",
                asyncHTTPClient, httpTypes, hummingbird, hummingbirdCore, lifecycle, logging, nioCore,
            ],
            swiftSettings: strict
        ),
        .target(name: "APIModels", dependencies: ["Rules"], swiftSettings: strict),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Site",
            dependencies: [
                "APIModels", "Arena", "CZlib", "Chain", "Evidence", "Intake", "Judging", "Records", "Rules", crypto,
                httpTypes, hummingbird, hummingbirdCore, lifecycle, logging, nioCore,
            ],
            resources: [.copy("Resources")],
            swiftSettings: strict
        ),
        .target(name: "Console", dependencies: ["APIModels", asyncHTTPClient, nioCore], swiftSettings: strict),
        .target(
            name: "Chain",
            dependencies: ["Rules", "Storage", "Substrate", "Timelock", crypto, grdb],
            swiftSettings: strict
        ),
        .target(name: "Intake", dependencies: ["Rules", "Sandbox", asyncHTTPClient, nioCore], swiftSettings: strict),
        .target(name: "Execution", dependencies: [subprocess, system], swiftSettings: strict),
        .executableTarget(
            name: "tiltyard",
            dependencies: [
                argumentParser, logging, lifecycle, nioCore, signals, subprocess, system,
                "Arena", "Chain", "ChainNode", "Conformance", "Console", "Drand", "Evidence", "Execution", "Intake",
                "Judging", "Records", "Rules", "Sandbox", "Site", "Substrate", "Subtensor", "Timelock",
            ],
            resources: [.copy("Demo/Submissions"), .copy("Starters")],
            swiftSettings: strict
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Chain", "ChainNode", "Judging", "Sandbox", "Substrate"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ArenaTests",
            dependencies: [
                "Arena", "Chain", "ChainNode", "Evidence", "Execution", "Intake", "Judging", "Records", "Rules",
                "Sandbox", "Substrate", "Subtensor", "TestSupport", lifecycle, logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ChainNodeTests",
            dependencies: ["ChainNode", "Substrate", "Timelock", grdb, nioCore, nioHTTP1, nioPosix, nioWebSocket],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SubtensorTests",
            dependencies: [
                "Accounts", "Chain", "ChainNode", "Rules", "Substrate", "Subtensor", nioCore, nioHTTP1, nioPosix,
                nioWebSocket,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConsoleTests",
            dependencies: ["Console", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DrandTests",
            dependencies: ["Drand", "Timelock", nioCore, nioPosix],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ChainTests",
            dependencies: ["Chain", "Rules", "Substrate", "TestSupport", "Timelock", crypto, grdb],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EvidenceTests",
            dependencies: ["Evidence", "Judging", "Rules", "TestSupport", crypto],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(name: "ExecutionTests", dependencies: ["Execution"], swiftSettings: strict),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["Intake", "Rules", asyncHTTPClient, nioCore, subprocess, system],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ProgramTests",
            dependencies: [
                "tiltyard", "Arena", "Chain", "Execution", "Judging", "Records", "Rules", "TestSupport", logging,
                subprocess,
                system,
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "RulesTests", dependencies: ["Rules"], exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "RecordsTests",
            dependencies: ["Records", "Rules", grdb],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "JudgingTests",
            dependencies: ["Judging", "Rules", "Sandbox", "TestSupport", subprocess, system],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(name: "SubstrateTests", dependencies: ["Substrate"], exclude: ["Fixtures"], swiftSettings: strict),
        .executableTarget(
            name: "SubstrateProbe",
            dependencies: ["Substrate"],
            path: "Tests/InteropTests/SubstrateProbe",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ChainProbe",
            dependencies: ["ChainNode", "Substrate"],
            path: "Tests/InteropTests/ChainProbe",
            swiftSettings: strict
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: ["Conformance", "Sandbox", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TimelockTests",
            dependencies: ["Timelock"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "APIModels", "Arena", "Chain", "Console", "Intake", "Records", "Rules", "Site", "Subtensor",
                "TestSupport", httpTypes, hummingbird, hummingbirdTesting, logging, nioCore,
            ],
            swiftSettings: strict
        ),
    ]
)

// What libFuzzer calls is no program of its own: `make fuzz` builds it, with everything below it instrumented.
if Context.environment["TILTYARD_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(name: "Fuzz", dependencies: ["Substrate"], path: "Tests/Fuzz/Driver", swiftSettings: strict)
    )
}
