extension Promise {
    /// Every promise, in the order of its area.
    package static let all: [Promise] =
        files + kernel + identity + knowledge + network + processes + limits + tenants
}
