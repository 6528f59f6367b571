"""Why a file could not be looked at."""


class LintError(Exception):
    """A submission or a request that cannot be worked on: syntax_error, not_text, too_complex or bad_request."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
