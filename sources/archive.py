"""What reading a damaged zip can raise; every reader of archives refuses on all of it."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    ValueError,
)
"""Cut or flipped bytes show as any of these, depending on where they are: a wrong offset, version, method, name or encoding."""
