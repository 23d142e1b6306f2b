"""The seal of a plan's file: whatever happens to the file, it is noticed."""

import pytest

from aizone.store.older_layout import as_written_today, is_older
from aizone.store.seal import BrokenSealError, sealed, unsealed

NQUADS = (
    b'<https://x/a> <https://x/p> "\xe4\xb8\x80" <https://x/g> .\n<https://x/b> <https://x/p> "2" <https://x/g> .\n'
)


def test_a_sealed_file_is_the_quads_between_two_comments():
    whole = sealed(NQUADS)
    assert unsealed(whole) == as_written_today(whole) == NQUADS
    first, *quads, last = whole.splitlines(keepends=True)
    assert b"".join(quads) == NQUADS
    assert first.startswith(b"#")
    assert last.startswith(b"# sha256 ")
    assert not is_older(whole)


def test_a_file_without_a_seal_is_of_an_older_layout():
    assert unsealed(NQUADS) == NQUADS
    assert is_older(NQUADS)


def test_every_flipped_bit_is_noticed():
    whole = sealed(NQUADS)
    for at in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            with pytest.raises(BrokenSealError):
                unsealed(bytes(changed))


def test_every_cut_is_noticed():
    whole = sealed(NQUADS)
    for length in range(len(whole)):
        with pytest.raises(BrokenSealError):
            unsealed(whole[:length] if length >= len(b"# aizone plan\n") else b"")
    for lines in range(1, len(whole.splitlines())):
        with pytest.raises(BrokenSealError):
            unsealed(b"".join(whole.splitlines(keepends=True)[lines:]))
    with pytest.raises(BrokenSealError):
        unsealed(whole + NQUADS)
