/// The number formats that the reference trains in, and that a submission may train in.
package enum Precision: String, Sendable, Hashable, Codable {
    /// 32-bit floating point throughout.
    case fp32
    /// Parameters and optimizer state in 32 bits; the forward pass may run under autocast to bfloat16.
    case bf16Autocast = "bf16-autocast"
    /// Parameters and optimizer state in bfloat16.
    case bf16Params = "bf16-params"
}
