// What libFuzzer calls. FUZZ_TARGET names the parser, FUZZ_METADATA a file with the metadata that values are of.
import Foundation
import Substrate

/// libFuzzer's own loop, which reads its options from the command line.
@_silgen_name("LLVMFuzzerRunDriver")
private func fuzz(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ attempt: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private let environment = ProcessInfo.processInfo.environment

private let target: FuzzTarget = {
    let name = environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else { fatalError("there is no target '\(name)'") }
    return target
}()

private let metadata: Metadata = {
    let path = environment["FUZZ_METADATA"] ?? ""
    do {
        return try Metadata(bytes: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    } catch {
        fatalError("\(path) is no metadata: \(error)")
    }
}()

/// Tries one input; libFuzzer's library wants it under this name.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: bytes, count: count)), metadata: metadata)
    return 0
}

private var count = CommandLine.argc
private var arguments = CommandLine.unsafeArgv
exit(fuzz(&count, &arguments, tryInput))
