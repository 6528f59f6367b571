/// The number in the name of a submission, such as 17 in `s-000017`.
struct SubmissionNumber {
    let value: Int64

    /// The form of such names, as a regular expression for clients.
    static let pattern = "^s-[0-9]{6,18}$"

    init?(_ name: some StringProtocol) {
        let digits = name.dropFirst(2)
        guard name.hasPrefix("s-"), (6...18).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(digits)
        else { return nil }
        self.value = value
    }
}
