/// One submission that is looked at.
struct OpenSubmission: Sendable {
    /// What is seen of it.
    enum Tab: Sendable, Hashable { case verdict, code }

    let id: String
    var tab = Tab.verdict
    var verdict = Loaded<Verdict>.waiting
    private(set) var code = Loaded<CodeListing>.waiting
    /// The first line that is seen of each.
    var verdictTop = 0
    var codeTop = 0
    /// The first column of the code that is seen.
    var codeLeft = 0
    /// The line that was found last.
    var foundLine: Int?

    init(id: String) {
        self.id = id
    }

    /// Whether its code was asked for and did not come.
    var needsCode: Bool {
        guard tab == .code else { return false }
        if case .here = code { return false }
        return true
    }

    /// Takes its code in.
    mutating func take(_ code: Loaded<CodeText>, look: Look) {
        switch code {
        case .waiting: return
        case .failed(let sentence): self.code = .failed(sentence)
        case .here(let text): self.code = .here(CodeListing(text, sentence: verdict.value?.view.sentence))
        }
    }
}
