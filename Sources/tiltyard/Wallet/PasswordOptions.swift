import ArgumentParser
import Chain
import Glibc
import Substrate

/// Where the password of a coldkey comes from: a file, the environment, or whoever sits at the terminal.
struct PasswordOptions: ParsableArguments {
    @Option(
        name: .customLong("password-file"),
        help: "A file of mode 0600 with the coldkey's password in its only line."
    )
    var file: String?

    @Option(name: .customLong("password-env"), help: "The environment variable that holds the coldkey's password.")
    var variable: String?

    /// Returns the password of a key that is there.
    ///
    /// - Throws: `CommandFailure` when nobody can be asked, `ChainError` for a file that cannot be used.
    func known() throws -> SecretBytes {
        if let password = try chosen() { return password }
        guard let typed = try SecretPrompt.ask("password of the coldkey") else { throw missing }
        return typed
    }

    /// Returns the password for a new key, asked for twice at the terminal.
    ///
    /// - Throws: `CommandFailure` for a password that is empty or was typed in two ways, or when nobody can be asked.
    func new() throws -> SecretBytes {
        if let password = try chosen() { return try checked(password) }
        guard let typed = try SecretPrompt.ask("new password of the coldkey") else { throw missing }
        let password = try checked(typed)
        guard let again = try SecretPrompt.ask("the same once more"), again.isEqual(to: password) else {
            throw CommandFailure(.usage, "the two passwords differ; nothing was written")
        }
        return password
    }

    private func chosen() throws -> SecretBytes? {
        if let file { return try PrivateFile.read(file).withoutLineEnd() }
        guard let variable else { return nil }
        guard let value = getenv(variable) else {
            throw CommandFailure(.usage, "the environment has no \(variable)")
        }
        return try SecretBytes(copying: UnsafeRawBufferPointer(start: value, count: strlen(value)))
    }

    private func checked(_ password: SecretBytes) throws -> SecretBytes {
        guard password.count > 0 else {
            throw CommandFailure(.usage, "the password is empty; say --no-password where none is wanted")
        }
        return password
    }

    private var missing: CommandFailure {
        CommandFailure(.usage, "there is no terminal to ask for a password: give --password-file or --password-env")
    }
}
