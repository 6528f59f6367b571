// Whoever works with keys and storage of a chain works with its accounts, too.
@_exported public import Accounts
