"""Files in three steps: an address is asked for, the bytes go there, the upload is completed and shared."""

from bot.sandbox.clock import stopwatch
from bot.sandbox.records import StoredFile
from bot.sandbox.refusal import Refused
from bot.sandbox.workspace import Workspace

PICTURES = (".png", ".jpg", ".jpeg", ".gif")
"""What an image block may show (docs.slack.dev, slack_file object)."""


class Uploads:
    """The files of the workspace, finished or on their way."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files: dict[str, StoredFile] = {}
        self._addresses: dict[str, str] = {}

    def announce(self, name: str, length: int, user: str, alt_text: str) -> tuple[StoredFile, str]:
        """A file that will come, and the secret of the address to send it to."""
        file = StoredFile(
            self._workspace.ids.new("F"), name, length, user, self._workspace.clock.epoch(), alt_text=alt_text
        )
        secret = self._workspace.ids.secret()
        self._files[file.id] = file
        self._addresses[secret] = file.id
        return file, secret

    def receive(self, secret: str, content: bytes) -> StoredFile | None:
        """Take the bytes sent to an address; None if nobody asked for that address."""
        file = self._files.get(self._addresses.get(secret, ""))
        if file is not None:
            file.content, file.length = content, len(content)
        return file

    def complete(self, file_id: str, title: str, channels: list[str]) -> StoredFile:
        """Finish a file that has arrived. Raises Refused `file_not_found`."""
        file = self._files.get(file_id)
        if file is None or file.content is None:
            raise Refused("file_not_found")
        file.title = title or file.name
        file.channels = channels
        file.completed_at = stopwatch()
        return file

    def finished(self, file_id: str) -> StoredFile | None:
        """A completed file."""
        file = self._files.get(file_id)
        return file if file is not None and file.completed_at is not None else None

    def usable(self, file_id: str, settle: float) -> bool:
        """Whether a block may show the file: a picture, some `settle` seconds after its completion."""
        file = self.finished(file_id)
        if file is None or not file.name.lower().endswith(PICTURES):
            return False
        return file.completed_at is not None and stopwatch() - file.completed_at >= settle
