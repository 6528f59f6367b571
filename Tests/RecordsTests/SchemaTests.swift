import Foundation
import GRDB
import Testing

@testable import Records

@Suite struct SchemaTests {
    /// The tables of a database brought up to date must be those of the golden file.
    ///
    /// A difference in a released
    /// migration is a mistake; a new migration changes the file in the same commit.
    @Test func migrationsLeadToTheGoldenTables() throws {
        let database = try DatabaseQueue()
        try Schema.migrator.migrate(database)
        let statements = try database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_schema
                    WHERE sql IS NOT NULL AND name NOT LIKE 'grdb_%' AND name NOT LIKE 'sqlite_%'
                    ORDER BY type = 'table' DESC, name
                    """
            )
        }
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/schema.sql")
        let dump = statements.map { $0 + ";\n" }.joined(separator: "\n")
        #expect(try String(contentsOf: golden, encoding: .utf8) == dump)
    }

    @Test func everyTableOfOursIsStrict() throws {
        let database = try DatabaseQueue()
        try Schema.migrator.migrate(database)
        let loose = try database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list
                    WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
                    """
            )
        }
        #expect(loose == [])
    }

    @Test func openingTwiceChangesNothing() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let again = try bench.reopened()
        #expect(try await again.submissions(in: .queued).count == 1)
        try again.close()
        try bench.remove()
    }

    @Test func refusesAFileThatIsNoDatabase() throws {
        let bench = try Workbench()
        let file = bench.folder.appendingPathComponent("other")
        try Data(repeating: 65, count: 4096).write(to: file)
        #expect(throws: RecordsError(.unavailable, "")) { try Records.open(at: file.path) }
        try bench.remove()
    }
}
