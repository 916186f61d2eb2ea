"""What can go wrong with the memory itself."""


class DatabaseUnreachable(Exception):
    """The database does not answer. Holds its address without the password."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The database {address} can't be reached. Check DATABASE_URL, that the server runs, "
            "and that the folder of a SQLite file exists and is writable."
        )
        self.address = address


class SchemaMismatch(Exception):
    """The database is of another version than this program."""
