"""Reads the files of an address over http and https, and says in one line what went wrong."""

from __future__ import annotations

import time
from base64 import b64encode
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from ssl import SSLCertVerificationError
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pactexit.problem import PactExitError
from pactexit.releasing.places import PATIENCE, PassingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPMessage

    from pactexit.releasing.places import Stream

#: What a server says when it could do it at another time.
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REDIRECTS = range(300, 400)
_MISSING = {404, 410}


class Address:
    """An address below which files are published; a name and password in it stay with its host."""

    def __init__(self, address: str, timeout: float) -> None:
        try:
            parts = urlsplit(address)
            login, _, host = parts.netloc.rpartition("@")
            is_good = bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_good = False
        # an error says nothing of what may be secret in it
        if not is_good or parts.query or parts.fragment:
            raise PactExitError(
                "The address is none of a folder. Write it as https://HOST/PATH, without ? and #."
            )
        path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~")
        self.name = f"{parts.scheme}://{host}{path}"
        self._login = b64encode(unquote(login).encode()).decode()
        self._timeout = timeout

    @contextmanager
    def opened(self, path: str) -> Iterator[Stream]:
        """A file by its path below the address. Raises `PassingError` or `PactExitError`."""
        address = f"{self.name}/{quote(path)}"
        request = Request(address)  # noqa: S310 - http or https, as whoever made this looked
        if self._login:
            request.add_unredirected_header("Authorization", f"Basic {self._login}")
        with _caught(address, self._timeout):
            answer = build_opener(_Redirects).open(request, timeout=self._timeout)
        with answer:
            yield _Answer(answer, address, self._timeout)


class _Answer:
    """The body of an answer, which has to end in time."""

    def __init__(self, answer: HTTPResponse, address: str, timeout: float) -> None:
        self.length = answer.length
        self._answer, self._address, self._timeout = answer, address, timeout
        self._end = time.monotonic() + timeout * PATIENCE

    def read1(self, number: int, /) -> bytes:
        """Some of the bytes; none at the end."""
        with _caught(self._address, self._timeout):
            if time.monotonic() > self._end:
                raise TimeoutError
            return self._answer.read1(number)


@contextmanager
def _caught(address: str, timeout: float) -> Iterator[None]:
    """What fails within is said in one line."""
    try:
        yield
    except HTTPError as error:
        error.close()
        raise _refusal(address, error) from None
    except (OSError, HTTPException, ValueError) as error:
        raise _failure(address, error, timeout) from None


class _Redirects(HTTPRedirectHandler):
    """Follows to http and https alone, and never from what is encrypted to what is not."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as urllib calls it
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        allowed = {"https"} if req.type == "https" else {"http", "https"}
        if urlsplit(newurl).scheme not in allowed:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refusal(address: str, error: HTTPError) -> PactExitError:
    if error.code in _PASSING:
        pause = str(error.headers.get("Retry-After", ""))
        return PassingError(
            f"{address}: the server cannot give it now ({error.code}). Try again later.",
            float(pause) if pause.isdecimal() else 0.0,
        )
    if error.code in _MISSING:
        return PactExitError(
            f"{address}: is not there ({error.code}). Give the address of a folder that `pactexit "
            "release` wrote."
        )
    if error.code in _REDIRECTS:
        return PactExitError(
            f"{address}: leads in a circle, from https to http, or to neither ({error.code}). Give "
            "the address itself."
        )
    return PactExitError(f"{address}: the server refuses it ({error.code}).")


def _failure(address: str, error: Exception, timeout: float) -> PactExitError:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return PassingError(
            f"{address}: nothing, or no end, came in time ({timeout:g} s of silence). Try again "
            "later, or with a longer --timeout."
        )
    words = " ".join(str(getattr(reason, "strerror", None) or reason).split())[:200]
    words = words or type(reason).__name__
    message = f"{address}: cannot be read: {words}. Look at the address, or try again later."
    if isinstance(reason, SSLCertVerificationError | ValueError):
        return PactExitError(message)
    return PassingError(message)
