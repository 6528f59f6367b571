/// Names and values, one pair a line, with the values below one another.
struct Fields {
    private let pairs: [(String, String)]

    init(_ pairs: [(String, String)]) {
        self.pairs = pairs
    }

    var lines: [String] {
        let width = pairs.map(\.0.count).max() ?? 0
        return pairs.map { name, value in
            Terminal.styled(name + String(repeating: " ", count: width - name.count), .dim) + "  " + value
        }
    }
}
