/// Who waits for a verdict, and for about how long.
struct QueueList {
    let look: Look
    let queue: QueueReply

    /// Returns the head of the list and a line for each row.
    func lines(_ rows: Range<Int>, width: Int) -> (head: Line, body: [Line]) {
        let columns: [Columns<QueueReply.Place>.Column] = [
            .init(title: "#", width: 3, isRight: true) { place, _ in
                look.line(place.position > 0 ? Figure.fixed(place.position) : look.pointer, .dim)
            },
            .init(title: "submission", width: 10) { place, _ in look.line(place.submission) },
            .init(title: "hotkey", width: 12, rank: 2) { place, _ in look.line(Figure.hotkey(place.hotkey), .dim) },
            .init(title: "state", width: 8, rank: 1) { place, _ in
                look.line(place.state, RecentList.style(place.state))
            },
            .init(title: "verdict in", width: 10, rank: 0, stretches: true) { place, _ in
                look.line(place.expectedSeconds.map { "about " + Figure.span($0) } ?? "", .dim)
            },
        ]
        return Columns(look: look, columns: columns).lines(queue.places[rows], width: width)
    }

    /// How long somebody waits, in words.
    static func wait(_ place: QueueReply.Place) -> String {
        let time = place.expectedSeconds.map { "verdict in about \(Figure.span($0))" }
        guard place.position > 0 else { return time ?? "" }
        return ["number \(Figure.fixed(place.position)) in line", time].compactMap(\.self).joined(separator: ", ")
    }
}
