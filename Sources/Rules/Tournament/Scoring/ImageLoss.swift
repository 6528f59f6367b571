/// The loss of an image model.
package enum ImageLoss {
    /// Returns a quarter of the mean loss with text and three quarters of the mean loss without; nil without either.
    package static func weighted(text: [Double], noText: [Double]) -> Double? {
        guard !text.isEmpty, !noText.isEmpty else { return nil }
        let loss = 0.25 * (text.reduce(0, +) / Double(text.count)) + 0.75 * (noText.reduce(0, +) / Double(noText.count))
        return loss.isFinite ? loss : nil
    }
}
