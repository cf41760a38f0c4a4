"""The first rows, asked for before Textual is imported: the file is read while the screen is being made."""

from concurrent.futures import Future
from threading import Thread

from coordinator.models import TriageItem
from coordinator.services import overview
from coordinator.services.desk import Desk

FIRST_ROWS = 200
"""More than any terminal shows; the rest follows while they are being read."""


def start(desk: Desk) -> "Future[list[TriageItem]]":
    """Begin to read the first rows in a thread; what goes wrong is raised by the future's `result`."""
    coming: Future[list[TriageItem]] = Future()

    def read() -> None:
        try:
            coming.set_result(overview.triage(desk, limit=FIRST_ROWS))
        except BaseException as error:  # noqa: BLE001  handed to whoever asks for the result
            coming.set_exception(error)

    Thread(target=read, name="first-rows", daemon=True).start()
    return coming
