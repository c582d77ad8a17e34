"""Servers that fail: the right copy in the end, or the old copy and one clear line."""

from __future__ import annotations

import os
from collections.abc import Callable
from http.client import HTTPMessage
from pathlib import Path
from urllib.request import Request

import pytest

import servers
from pactexit.releasing import addresses, history, places
from servers import Server, files, is_version

ZIP = "packages/pactexit-1.1.0.zip"

Run = Callable[..., tuple[int, str]]


@pytest.mark.parametrize("path", ["SHA256SUMS", "versions.json", ZIP])
def test_what_passes_is_tried_again(
    path: str, server: Server, two_versions: dict[str, Path], old: Path, typed: Run
) -> None:
    server.answers[path] = servers.busy(2)
    assert typed("download", "--from", server.address, "--to", old)[0] == 0
    assert is_version(old, two_versions["1.1.0"])
    assert server.asked.count(path) == 3


@pytest.mark.parametrize("path", ["SHA256SUMS", "versions.json", ZIP])
def test_redirects_are_followed(
    path: str, server: Server, two_versions: dict[str, Path], old: Path, typed: Run
) -> None:
    (server.folder / "moved").write_bytes((server.folder / path).read_bytes())
    server.answers[path] = servers.elsewhere("/moved")
    assert typed("download", "--from", server.address, "--to", old)[0] == 0
    assert is_version(old, two_versions["1.1.0"])


BAD = {
    "truncated": (servers.truncated, "ended after"),
    "cut": (servers.cut_without_a_length, "has the hash|no whole list of hashes"),
    "chunks": (servers.cut_between_chunks, "cannot be read"),
    "stalled": (servers.stalled, "in time"),
    "silent": (servers.silent, "in time"),
    "endless": (servers.endless, "bytes allowed"),
    "wrong byte": (servers.with_a_wrong_byte, "has the hash|no whole list of hashes"),
    "too long": (servers.with_a_length_too_large, "ended after"),
    "too short": (servers.with_a_length_too_small, "has the hash|no whole list of hashes"),
    "page": (servers.as_a_page, "has the hash|no whole list of hashes"),
    "nonsense": (servers.as_nonsense, "cannot be read"),
    "busy": (servers.busy(1000), r"cannot give it now \(503\)"),
    "circle": (servers.elsewhere("/SHA256SUMS"), "leads in a circle"),
    "file": (servers.elsewhere("file:///etc/passwd"), "to neither"),
    "ftp": (servers.elsewhere("ftp://127.0.0.1/x"), "to neither"),
    "nowhere": (servers.elsewhere("http://[::1"), "cannot be read|to neither"),
}


CASES = [
    (case, path)
    for case in BAD
    for path in ("SHA256SUMS", "versions.json", ZIP)
    # one byte of a hash of another file harms nobody
    if (case, path) != ("wrong byte", "SHA256SUMS") and (case != "circle" or path == "SHA256SUMS")
]


@pytest.mark.parametrize(("case", "path"), CASES)
def test_a_bad_server_leaves_the_old_copy(  # noqa: PLR0913, PLR0917 - a case and fixtures
    case: str,
    path: str,
    server: Server,
    old: Path,
    tmp_path: Path,
    typed: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "LARGEST", 200_000)
    before, kept = files(old), files(tmp_path / "cache")
    answer, reason = BAD[case]
    server.answers[path] = answer
    code, said = typed("download", "--from", server.address, "--to", old, "--timeout", "0.3")
    assert (code, len(said.splitlines())) == (2, 1), said
    assert [part for part in reason.split("|") if part.replace("\\", "") in said], said
    assert files(old) == before
    assert files(tmp_path / "cache") == kept
    assert {each.name for each in tmp_path.iterdir()} == {"published", "data", "cache"}
    # and when the server is well again
    server.answers.clear()
    assert typed("download", "--from", server.address, "--to", old)[0] == 0


def test_a_server_that_drips_is_left_in_the_end(
    server: Server, old: Path, typed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PAUSES", ())
    monkeypatch.setattr(addresses, "PATIENCE", 1)
    server.answers[ZIP] = servers.dripping
    code, said = typed("download", "--from", server.address, "--to", old, "--timeout", "0.3")
    assert code == 2
    assert "no end, came in time" in said


def test_a_password_goes_to_its_host_and_is_shown_nowhere(
    server: Server, old: Path, typed: Run
) -> None:
    with servers.serving(server.folder) as other:
        server.answers[ZIP] = servers.elsewhere(f"{other.address}/{ZIP}")
        address = server.address.replace("//", "//me:s%40cret@")
        assert typed("download", "--from", address, "--to", old)[0] == 0
        assert set(server.logins) == {"Basic bWU6c0BjcmV0"}
        assert other.logins == [None]
    server.answers["SHA256SUMS"] = servers.as_a_page
    for source in (address, f"{address}/?token=cret", f"{address}:port/"):
        code, said = typed("download", "--from", source, "--to", old)
        assert code == 2
        assert "cret" not in said
        assert "bWU6c0BjcmV0" not in said


def test_nothing_leads_from_https_to_http() -> None:
    redirects, old = addresses._Redirects(), Request("https://a.example")
    with Path(os.devnull).open("rb") as answer:
        for new, follows in (("https://b.example", True), ("http://b.example", False)):
            found = redirects.redirect_request(old, answer, 302, "", HTTPMessage(), new)
            assert (found is not None) == follows
