import GRDB

/// The tables of the records and how they came to be.
///
/// Migrations are append-only: a released one is never edited, a change is a new one after it. Times are milliseconds
/// since 1970, blocks are block numbers, tokens are UUIDs.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: submissions") { try $0.execute(sql: submissions) }
        migrator.registerMigration("1: judging") { try $0.execute(sql: judging) }
        migrator.registerMigration("1: board") { try $0.execute(sql: board) }
        migrator.registerMigration("1: events") { try $0.execute(sql: events) }
        migrator.registerMigration("2: copies") { try $0.execute(sql: copies) }
        migrator.registerMigration("2: burn") { try $0.execute(sql: burn) }
        migrator.registerMigration("4: matches") { try $0.execute(sql: matches) }
        migrator.registerMigration("3: evidence") { try $0.execute(sql: evidence) }
        migrator.registerMigration("5: events by subject") { try $0.execute(sql: eventsBySubject) }
        migrator.registerMigration("6: tournaments") { try $0.execute(sql: tournaments) }
        migrator.registerMigration("6: ledger") { try $0.execute(sql: ledger) }
        migrator.registerMigration("7: standings") { try $0.execute(sql: standings) }
        migrator.registerMigration("8: weights sent") { try $0.execute(sql: weightsSent) }
        migrator.registerMigration("9: totals") { try $0.execute(sql: totals) }
        migrator.registerMigration("10: endpoint answers") { try $0.execute(sql: endpointAnswers) }
        migrator.registerMigration("11: weights attempts") { try $0.execute(sql: weightsAttempts) }
        migrator.registerMigration("11: submission fees") { try $0.execute(sql: submissionFees) }
        return migrator
    }
}
