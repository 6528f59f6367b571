import Testing

@testable import Console

/// Keys and reports, and what becomes of them.
@Suite struct DashboardTests {
    @Test func keysMoveWithinTheList() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .text("j"), .down, .text("k"))
        #expect(dashboard.chosen[.board] == "s-000018")
        dashboard.press(keys: .text("G"))
        #expect(dashboard.position(in: .board) == 14)
        dashboard.press(keys: .text("j"))
        #expect(dashboard.position(in: .board) == 14)
        dashboard.press(keys: .text("g"), .text("k"))
        #expect(dashboard.position(in: .board) == 0)
        dashboard.press(keys: .control("d"))
        #expect(dashboard.position(in: .board) == 12)
    }

    @Test func listsAreGoneThroughInBothDirections() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .tab)
        #expect(dashboard.panel == .recent)
        dashboard.press(keys: .text("l"), .text("l"))
        #expect(dashboard.panel == .board)
        dashboard.press(keys: .text("h"))
        #expect(dashboard.panel == .queue)
    }

    @Test func theChosenOneStaysChosenWhenTheBoardChanges() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .down, .down)
        #expect(dashboard.chosen[.board] == "s-000017")
        var snapshot = SampleContest.snapshot
        snapshot.board.rows.items.insert(snapshot.board.rows.items.removeLast(), at: 0)
        _ = dashboard.hear(.report(.snapshot(snapshot)))
        #expect(dashboard.position(in: .board) == 3)
        snapshot.board.rows.items = []
        _ = dashboard.hear(.report(.snapshot(snapshot)))
        #expect(dashboard.press(keys: .down, .enter) == [])
        #expect(dashboard.frame.text.contains("Nothing has been accepted yet."))
    }

    @Test func openingAsksForTheVerdictAndTurningForTheCode() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        #expect(dashboard.press(keys: .text("3")) == [.submission("s-000017")])
        #expect(dashboard.frame.text.contains("Asking the server."))
        #expect(dashboard.press(keys: .tab) == [.code("s-000017")])
        _ = dashboard.hear(.report(.code("s-000017", .here(SampleContest.code))))
        #expect(dashboard.press(keys: .tab, .tab) == [])
        #expect(dashboard.frame.text.contains("optimizer.step()"))
        dashboard.press(keys: .escape)
        #expect(dashboard.opened == nil)
    }

    @Test func anAnswerThatComesTooLateIsNoLongerWanted() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .enter, .escape, .down, .enter)
        _ = dashboard.hear(.report(.submission("s-000019", .here(SampleContest.verdict))))
        #expect(dashboard.opened?.verdict.value == nil)
    }

    @Test func whatIsOpenIsAskedForAgainWhenItChanges() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .tab, .enter)
        #expect(dashboard.hear(.report(.snapshot(SampleContest.snapshot))) == [])
        var snapshot = SampleContest.snapshot
        snapshot.submissions[0].state = "running"
        #expect(dashboard.hear(.report(.snapshot(snapshot))) == [.submission("s-000022")])
    }

    @Test func findingGoesOnAndBackAndRoundTheEnd() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .tab, .text("/"), .text("R"), .text("e"), .text("j"), .enter)
        #expect(dashboard.chosen[.recent] == "s-000004")
        dashboard.press(keys: .text("n"))
        #expect(dashboard.chosen[.recent] == "s-000003")
        dashboard.press(keys: .text("n"))
        #expect(dashboard.chosen[.recent] == "s-000004")
        dashboard.press(keys: .text("N"))
        #expect(dashboard.chosen[.recent] == "s-000003")
        dashboard.press(keys: .text("/"), .text("q"), .text("~"), .enter)
        #expect(dashboard.frame.text.contains("no q~ here"))
        #expect(!dashboard.isOver)
    }

    @Test func findingInCodeShowsTheLine() {
        var dashboard = SampleContest.dashboard(rows: 10, columns: 60)
        dashboard.press(keys: .enter, .tab)
        _ = dashboard.hear(.report(.code("s-000019", .here(SampleContest.code))))
        dashboard.press(keys: .text("/"), .text("s"), .text("t"), .text("e"), .text("p"), .text("("), .enter)
        #expect(dashboard.frame.text.contains("optimizer.step()"))
        dashboard.press(keys: .text("g"), .text("l"), .text("l"))
        #expect(dashboard.opened?.codeLeft == 16)
        dashboard.press(keys: .text("h"), .text("0"))
        #expect(dashboard.opened?.codeLeft == 0)
    }

    @Test func aRefusalMarksTheLineThatItNames() {
        let code = CodeText(codeHash: "x", code: "a\nb\r\nc", findings: nil)
        let listing = CodeListing(code, sentence: "Line 2 breaks a rule: ctypes may not be imported")
        #expect(listing.lines == 3)
        #expect(listing.rows[2] == .finding("Line 2 breaks a rule: ctypes may not be imported"))
        #expect(listing.rows[1] == .code(number: 2, text: "b"))
        #expect(CodeListing.line(of: "The code cannot be parsed: '(' was never closed (line 41)") == 41)
        #expect(CodeListing.line(of: "the update is off") == nil)
    }

    @Test func aLostServerIsOneLineAndWhatWasKnownStays() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        _ = dashboard.hear(.time(SampleContest.now + 30_000))
        let again = SampleContest.now + 34_000
        _ = dashboard.hear(.report(.lost(sentence: "x cannot be reached (Connection refused)", again: again)))
        let text = dashboard.frame.text
        #expect(text.contains("x cannot be reached (Connection refused); trying again in 4 s"))
        #expect(text.contains("○ lost, seen 30 s ago"))
        #expect(text.contains("s-000019"))
        _ = dashboard.hear(.report(.snapshot(SampleContest.snapshot)))
        #expect(dashboard.frame.text.contains("● live"))
    }

    @Test(arguments: [Key.text("q"), .control("c")])
    func itIsOver(_ key: Key) {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        dashboard.press(keys: .text("?"), key)
        #expect(dashboard.isOver)
    }

    @Test(arguments: [(1, 1), (3, 10), (8, 40), (12, 75), (23, 76), (24, 109), (50, 110), (500, 1000)])
    func everySizeCanBeDrawn(_ rows: Int, _ columns: Int) {
        var dashboard = SampleContest.dashboard(rows: rows, columns: columns)
        for keys: [Key] in [[], [.tab], [.tab, .enter], [.tab], [.text("?")]] {
            for key in keys {
                for question in dashboard.press(keys: key) { _ = dashboard.hear(.report(FrameTests.answer(question))) }
            }
            let frame = dashboard.frame
            #expect(frame.rows.count == rows && frame.rows.allSatisfy { $0.columns == columns })
        }
    }
}
