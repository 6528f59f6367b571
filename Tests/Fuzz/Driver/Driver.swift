// What libFuzzer calls. FUZZ_TARGET names the parser, FUZZ_METADATA a file with the metadata that values are of.
import Foundation
import Substrate

private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else { fatalError("there is no target '\(name)'") }
    return target
}()

private let metadata: Metadata = {
    let path = ProcessInfo.processInfo.environment["FUZZ_METADATA"] ?? ""
    do {
        return try Metadata(bytes: Array(Data(contentsOf: URL(fileURLWithPath: path))))
    } catch {
        fatalError("\(path) is no metadata: \(error)")
    }
}()

/// Tries one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: bytes, count: count)), metadata: metadata)
    return 0
}
