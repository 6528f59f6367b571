import Hummingbird
import Rules

/// What a client asks: the values of the path and of the query.
protocol Question: Sendable {
    var path: Parameters { get }
    var query: Parameters { get }
}

/// One question that is answered without everything that the records hold.
struct MomentCall: Question {
    let moment: ArenaMoment
    let path: Parameters
    let query: Parameters

    /// A question by a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - path: The values of its path.
    ///   - moment: Where the arena stands.
    ///   - names: The values of the query that are read; all others are as if they were not there.
    init(_ request: Request, path: Parameters, moment: ArenaMoment, reading names: [String]) {
        self.moment = moment
        self.path = path
        guard !names.isEmpty, request.uri.query != nil else {
            query = Parameters()
            return
        }
        let given = request.uri.queryParameters
        query = Parameters(
            names.compactMap { name in given[Substring(name)].map { (key: Substring(name), value: $0) } }
        )
    }

    /// The values of the query, by name.
    var words: [String: String] {
        Dictionary(query.map { (String($0.key), String($0.value)) }) { first, _ in first }
    }
}

/// One question to the site, with what there is to show.
struct Call: Question {
    let arena: ArenaSnapshot
    let path: Parameters
    let query: Parameters

    init(_ call: MomentCall, arena: ArenaSnapshot) {
        self.arena = arena
        path = call.path
        query = call.query
    }

    static let largestPage = 200
}

extension Question {
    /// The submission that the path names.
    var id: String { get throws { try path.require("id") } }

    /// The hotkey that the path names.
    var hotkey: String { get throws { try path.require("hotkey") } }

    /// The number that the path names.
    var number: Int64 {
        get throws {
            let text = try path.require("number")
            guard let number = Int64(text), number > 0 else {
                throw SiteError(.invalidParameter, "A number counts from 1.")
            }
            return number
        }
    }

    /// A word of the query, or nil when it is not there.
    func word(_ name: String) -> String? { query[Substring(name)].map(String.init) }

    /// A whole number of the query.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - range: What it may be.
    ///   - otherwise: What it is when it is not there.
    /// - Returns: The number.
    /// - Throws: `SiteError.Code.invalidParameter`.
    func number(_ name: String, in range: ClosedRange<Int64>, otherwise: Int64) throws -> Int64 {
        guard let text = word(name) else { return otherwise }
        guard let number = Int64(text), range.contains(number) else {
            throw SiteError(
                .invalidParameter,
                "\(name) has to be a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }

    /// How many items of a list are asked for.
    func limit(otherwise: Int = 50) throws -> Int {
        Int(try number("limit", in: 1...Int64(Call.largestPage), otherwise: Int64(otherwise)))
    }

    /// The cursor of a list whose items are numbered.
    var numberedCursor: Int64? {
        get throws {
            guard let text = word("cursor") else { return nil }
            guard let number = Int64(text), number > 0, number < 1_000_000_000_000_000_000 else {
                throw SiteError(.invalidCursor, "The cursor is none that this list has given.")
            }
            return number
        }
    }
    /// The cursor of a list of submissions: the number of the last one that the client has.
    var submissionCursor: Int64? {
        get throws {
            guard let text = word("cursor") else { return nil }
            guard let number = SubmissionNumber(text) else {
                throw SiteError(.invalidCursor, "The cursor is none that this list has given.")
            }
            return number.value
        }
    }
}
