/// The whole state of the dashboard: what it knows, what is open, what is chosen.
///
/// It does nothing by itself. It hears inputs, answers with questions for the server, and draws itself as a screen that
/// depends on nothing else.
struct Dashboard: Sendable {
    let look: Look
    /// The server's address, as it is shown.
    let place: String
    var size: Size
    /// In milliseconds since 1970.
    var now: Double

    var link = Link.connecting
    var snapshot: Snapshot?
    /// When the snapshot came.
    var snapshotAt = 0.0
    var newest: EventReply?

    var panel = Panel.board
    /// The chosen submission of each list.
    var chosen: [Panel: String] = [:]
    var opened: OpenSubmission?
    var isHelpOpen = false
    /// What is being typed to look for; nil while nothing is.
    var prompt: String?
    var search = ""
    /// A sentence for whoever pressed the last key.
    var notice: String?
    var isOver = false

    init(look: Look, place: String, size: Size, now: Double) {
        self.look = look
        self.place = place
        self.size = size
        self.now = now
    }

    /// Takes an input in.
    ///
    /// - Parameter input: What happened.
    /// - Returns: What the server is to be asked.
    mutating func hear(_ input: Input) -> [Question] {
        switch input {
        case .size(let size): self.size = size
        case .time(let time): now = time
        case .key(let key): return press(key)
        case .report(let report): return note(report)
        }
        return []
    }

    /// The submissions of a list, in its order.
    func ids(of panel: Panel) -> [String] {
        guard let snapshot else { return [] }
        return switch panel {
        case .board: snapshot.board.rows.items.map(\.submission)
        case .recent: snapshot.submissions.map(\.submission)
        case .queue: snapshot.queue.places.map(\.submission)
        }
    }

    /// Where the chosen submission of a list is in it; the first while none is chosen or it has left.
    func position(in panel: Panel) -> Int {
        chosen[panel].flatMap { ids(of: panel).firstIndex(of: $0) } ?? 0
    }
}
