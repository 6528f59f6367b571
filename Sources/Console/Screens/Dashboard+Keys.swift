extension Dashboard {
    /// Takes a key.
    mutating func press(_ key: Key) -> [Question] {
        notice = nil
        if key == .control("c") {
            isOver = true
            return []
        }
        if prompt != nil { return type(key) }
        switch key {
        case .text("q"):
            isOver = true
            return []
        case .text("?"):
            isHelpOpen.toggle()
            return []
        case .text("r"):
            return [.everything] + (opened.map { [.submission($0.id)] } ?? [])
        default:
            break
        }
        if isHelpOpen {
            if key == .escape || key == .text("b") { isHelpOpen = false }
            return []
        }
        return opened == nil ? pressOnBoard(key) : pressOnSubmission(key)
    }

    /// Takes a key while a word to look for is typed.
    private mutating func type(_ key: Key) -> [Question] {
        switch key {
        case .text(let scalar): if let word = prompt, word.unicodeScalars.count < 100 { prompt = word + "\(scalar)" }
        case .backspace:
            if prompt?.isEmpty == true { prompt = nil } else { prompt?.unicodeScalars.removeLast() }
        case .enter:
            search = prompt ?? ""
            prompt = nil
            find(by: 1, fromHere: true)
        case .escape: prompt = nil
        default: break
        }
        return []
    }

    private mutating func pressOnBoard(_ key: Key) -> [Question] {
        let count = ids(of: panel).count, position = position(in: panel)
        switch key {
        case .text("h"), .left, .backTab: panel = panel.moved(by: -1)
        case .text("l"), .right, .tab: panel = panel.moved(by: 1)
        case .text("/"): prompt = ""
        case .text("n"): find(by: 1)
        case .text("N"): find(by: -1)
        case .enter: return open(position, of: panel)
        case .text(let digit) where ("1"..."9").contains(digit):
            panel = .board
            return open(Int(digit.value) - 0x31, of: .board)
        default:
            if let step = Motion(key, page: max(1, size.rows / 2)) { choose(step.moved(from: position, count: count)) }
        }
        return []
    }

    private mutating func choose(_ position: Int) {
        let ids = ids(of: panel)
        if ids.indices.contains(position) { chosen[panel] = ids[position] }
    }

    private mutating func open(_ position: Int, of panel: Panel) -> [Question] {
        let ids = ids(of: panel)
        guard ids.indices.contains(position) else { return [] }
        chosen[panel] = ids[position]
        opened = OpenSubmission(id: ids[position])
        return [.submission(ids[position])]
    }
}
