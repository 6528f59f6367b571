import Accounts
import Substrate

/// Lets each account send one extrinsic at a time, so that two do not take the same nonce.
actor SubmissionQueue {
    private var busy: Set<AccountID> = []
    private var waiting: [AccountID: [CheckedContinuation<Void, Never>]] = [:]

    /// Runs something when no other submission of the account is under way.
    nonisolated func inTurn<Result>(of account: AccountID, _ body: () async throws -> Result) async throws -> Result {
        await enter(account)
        do {
            let result = try await body()
            await leave(account)
            return result
        } catch {
            await leave(account)
            throw error
        }
    }

    private func enter(_ account: AccountID) async {
        guard !busy.insert(account).inserted else { return }
        await withCheckedContinuation { waiting[account, default: []].append($0) }
    }

    private func leave(_ account: AccountID) {
        guard var others = waiting[account], !others.isEmpty else {
            waiting[account] = nil
            busy.remove(account)
            return
        }
        let next = others.removeFirst()
        waiting[account] = others
        next.resume()
    }
}
