/// The dense matrix-multiplication peaks of accelerators, as their makers publish them.
///
/// Only what a score may be a share of: bfloat16 with accumulation in 32 bits, without sparsity. Other number formats,
/// and devices that are not listed, have no peak, and scores on them no MFU.
package enum DevicePeak {
    /// FLOP a second by a part of the device's name, the longer names first.
    ///
    /// Sources: NVIDIA's data sheets of the H100, H200, A100, L40S, L4, A10 and RTX 4090 (its Ada whitepaper).
    static let bfloat16: [(name: String, flops: Double)] = [
        ("H100 PCIe", 756e12),
        ("H100 NVL", 835e12),
        ("RTX 4090", 165.2e12),
        ("H200", 989.4e12),
        ("H100", 989.4e12),
        ("GH200", 989.4e12),
        ("A100", 312e12),
        ("L40S", 362e12),
        ("A10G", 70e12),
        ("A10", 125e12),
        ("L4", 121e12),
    ]

    /// Looks a device up.
    ///
    /// - Parameters:
    ///   - device: The name that the driver gives, such as `NVIDIA H200`.
    ///   - precision: The precision class.
    /// - Returns: FLOP a second, or nil when nothing is published for it here.
    package static func flops(of device: String, precision: Precision) -> Double? {
        guard precision != .fp32 else { return nil }
        let words = device.split { $0 == " " || $0 == "-" }
        return bfloat16.first { entry in
            let wanted = entry.name.split(separator: " ")
            return words.indices.contains { start in words[start...].starts(with: wanted) }
        }?.flops
    }
}
