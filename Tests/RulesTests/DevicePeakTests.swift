import Testing

@testable import Rules

@Suite struct DevicePeakTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var device: String
        var teraflops: Double?
        var testDescription: String { device }
    }

    @Test(arguments: [
        Case(device: "NVIDIA H200", teraflops: 989.4),
        Case(device: "NVIDIA H100 80GB HBM3", teraflops: 989.4),
        Case(device: "NVIDIA H100 PCIe", teraflops: 756),
        Case(device: "NVIDIA A100-SXM4-80GB", teraflops: 312),
        Case(device: "NVIDIA A10", teraflops: 125),
        Case(device: "NVIDIA A10G", teraflops: 70),
        Case(device: "NVIDIA L4", teraflops: 121),
        Case(device: "NVIDIA GeForce RTX 4090", teraflops: 165.2),
        Case(device: "NVIDIA H20", teraflops: nil),
        Case(device: "NVIDIA L40", teraflops: nil),
        Case(device: "", teraflops: nil),
    ])
    func looksUpByWholeWords(_ wanted: Case) {
        #expect(DevicePeak.flops(of: wanted.device, precision: .bf16Params) == wanted.teraflops.map { $0 * 1e12 })
        #expect(DevicePeak.flops(of: wanted.device, precision: .fp32) == nil)
    }
}
