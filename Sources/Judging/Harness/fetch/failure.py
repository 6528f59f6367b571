"""What can go wrong while fetching, in words that say what to do."""

import contextlib
import errno
from collections.abc import Iterator


class FetchError(Exception):
    """A failure that an operator can do something about: one sentence."""


@contextlib.contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns what the hub, the disk and a folder's files raise into a FetchError about the thing of that name."""
    import requests
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError as error:
        raise FetchError(
            f"{name} is gated: accept its terms on its page, and put a token of that account into HF_TOKEN"
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise FetchError(f"{name} is not on the hub, or is private: then HF_TOKEN must hold a token for it") from error
    except (errors.LocalEntryNotFoundError, errors.OfflineModeIsEnabled, requests.ConnectionError) as error:
        raise FetchError(f"{name} cannot be fetched: no network to the hub, and no copy of it here") from error
    except requests.Timeout as error:
        raise FetchError(f"{name} cannot be fetched: the hub does not answer") from error
    except errors.HfHubHTTPError as error:
        raise FetchError(f"{name} cannot be fetched: the hub answers {error.response.status_code}") from error
    except errors.HFValidationError as error:
        raise FetchError(f"{name} is neither a folder nor the name of a model on the hub") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise FetchError(f"the disk is full while fetching {name}") from error
        raise FetchError(f"{name} cannot be read: {error}") from error
