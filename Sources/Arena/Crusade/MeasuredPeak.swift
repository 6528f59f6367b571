/// The machine's matmul peak in FLOP/s: measured by the first evaluation, then given to those that follow.
actor MeasuredPeak {
    private(set) var value: Double?

    /// Keeps the first figure.
    func remember(_ flops: Double?) {
        value = value ?? flops
    }
}
