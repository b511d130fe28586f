# Drawing of charts: what this project calls of it; the library's own stubs leave keyword arguments open,
# which strict checking refuses.
from contextlib import AbstractContextManager
from os import PathLike
from typing import Any

__version__: str
rcParams: dict[str, Any]

def rc_context(
    rc: dict[str, Any] | None = ..., fname: str | PathLike[str] | None = ...
) -> AbstractContextManager[None]: ...
def rc_params_from_file(
    fname: str | PathLike[str],
    fail_on_error: bool = ...,
    use_default_template: bool = ...,
) -> dict[str, Any]: ...
def use(backend: str, *, force: bool = ...) -> None: ...
def get_data_path() -> str: ...
def get_cachedir() -> str: ...
