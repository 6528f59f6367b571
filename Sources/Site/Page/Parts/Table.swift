/// A table on a wide page; on a narrow one its rows become cards, whose values bring their names with them.
struct Table {
    /// What a column holds, and how it looks.
    struct Column: Sendable {
        let name: String
        let kind: String
        /// Whether the name is for those who listen only.
        let isUnseen: Bool
        /// Whether the cell names its row.
        let isHead: Bool

        init(_ name: String, _ kind: String = "", isUnseen: Bool = false, isHead: Bool = false) {
            self.name = name
            self.kind = kind
            self.isUnseen = isUnseen
            self.isHead = isHead
        }

        /// Numbers, which stand under each other.
        static func number(_ name: String, _ kind: String = "", isHead: Bool = false) -> Column {
            Column(name, kind.isEmpty ? "n" : "n " + kind, isHead: isHead)
        }
    }

    /// One line: its cells in the order of the columns.
    struct Row {
        var cells: [Markup]
        var kind = ""
        /// Names the row, so that a page in the browser knows it again after a change.
        var key: String?
    }

    /// What it is about, for those who listen.
    let label: String
    let columns: [Column]
    /// The rows, in groups that belong together.
    let groups: [[Row]]
    /// How it looks.
    var kind = "cards"
    /// Names each group, where they have names.
    var groupLabel: ((Int) -> String?)?

    init(_ label: String, _ columns: [Column], groups: [[Row]], kind: String = "cards") {
        self.label = label
        self.columns = columns
        self.groups = groups
        self.kind = kind
    }

    init(_ label: String, _ columns: [Column], rows: [Row], kind: String = "cards") {
        self.init(label, columns, groups: [rows], kind: kind)
    }

    var markup: Markup {
        Part.scroll("Table: " + label, kind: "") {
            tag("table", .class(kind)) {
                tag("thead") { tag("tr") { for column in columns { head(column) } } }
                for (index, rows) in groups.enumerated() {
                    tag("tbody", .class("band"), groupLabel?(index).map { .label($0) }) {
                        for row in rows { line(row) }
                    }
                }
            }
        }
    }

    private func head(_ column: Column) -> Markup {
        tag("th", .scope("col"), .class(column.kind)) {
            if column.isUnseen { tag("span", .class("unseen")) { column.name } } else { column.name }
        }
    }

    private func line(_ row: Row) -> Markup {
        tag("tr", row.kind.isEmpty ? nil : .class(row.kind), row.key.map { Attribute("data-key", $0) }) {
            for (column, cell) in zip(columns, row.cells) {
                if column.isHead {
                    tag("th", .scope("row"), .class(column.kind), Attribute("data-name", column.name)) { cell }
                } else {
                    tag("td", .class(column.kind), column.isUnseen ? nil : Attribute("data-name", column.name)) { cell }
                }
            }
        }
    }
}
